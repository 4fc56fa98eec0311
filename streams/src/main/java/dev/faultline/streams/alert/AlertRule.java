package dev.faultline.streams.alert;

import dev.faultline.schemas.AlertSeverity;
import java.util.regex.Pattern;

/**
 * When somebody is to be told.
 *
 * @param name unique among the rules
 * @param subjects of populations {@code network/layer}, of feeds their names; {@code *} stands for
 *     any part of a name
 * @param fallWithinMillis if above 0, the value is by how much the measure is below its greatest
 *     value of so long before
 * @param forMillis how long the condition must hold
 * @param text for people, with {@code {subject}}, {@code {value}} and {@code {threshold}}
 */
public record AlertRule(
    String name,
    AlertMeasure measure,
    String subjects,
    AlertCondition condition,
    long fallWithinMillis,
    long forMillis,
    AlertSeverity severity,
    String text) {

  /** Whether it is about a subject. */
  boolean covers(AlertSubject subject) {
    String pattern = Pattern.quote(subjects).replace("*", "\\E.*\\Q");
    return subject.kind() == measure.kind() && subject.name().matches(pattern);
  }
}
