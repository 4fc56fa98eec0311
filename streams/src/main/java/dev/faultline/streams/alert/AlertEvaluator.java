package dev.faultline.streams.alert;

import dev.faultline.schemas.AlertRow;
import dev.faultline.schemas.AlertSeverity;
import dev.faultline.schemas.AlertState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes an alert from state to state, as Prometheus does: the condition holds and the alert is
 * pending; it has held for as long as the rule wants and the alert fires; it holds no more and the
 * alert is resolved. Rows are published of changes alone. A function of the samples and of what is
 * remembered, so a restart changes nothing.
 */
public final class AlertEvaluator {

  private final AlertRules rules;

  public AlertEvaluator(AlertRules rules) {
    this.rules = rules;
  }

  /**
   * Looks at the next instant of a subject.
   *
   * @param before what is remembered of the subject; null if nothing is
   * @param rows is given what changes
   * @return what is to be remembered; the same object if there is nothing new
   */
  public SubjectAlerts next(SubjectAlerts before, AlertSample sample, Consumer<AlertRow> rows) {
    if (before != null && sample.at() <= before.getAt()) {
      return before; // told again, or behind
    }
    Map<String, RuleMemory> remembered = new HashMap<>();
    if (before != null) {
      before.getAlerts().forEach(each -> remembered.put(each.getRule(), each));
    }
    List<RuleMemory> after = new ArrayList<>();
    for (AlertRule rule : rules.of(sample.subject())) {
      RuleMemory memory = new Step(rule, remembered.remove(rule.name()), sample, rows).memory();
      if (memory != null) {
        after.add(memory);
      }
    }
    remembered.values().stream()
        .filter(gone -> gone.getActiveAt() != null)
        .sorted((a, b) -> a.getRule().compareTo(b.getRule()))
        .forEach(gone -> rows.accept(resolvedWithItsRule(gone, sample)));
    return new SubjectAlerts(sample.at(), after);
  }

  private static AlertRow resolvedWithItsRule(RuleMemory gone, AlertSample sample) {
    return AlertRow.newBuilder()
        .setRule(gone.getRule())
        .setSubject(sample.subject().text())
        .setAt(Instant.ofEpochMilli(sample.at()))
        .setState(AlertState.RESOLVED)
        .setSeverity(AlertSeverity.valueOf(gone.getSeverity()))
        .setActiveAt(Instant.ofEpochMilli(gone.getActiveAt()))
        .setFiredAt(instant(gone.getFiredAt()))
        .setResolvedAt(Instant.ofEpochMilli(sample.at()))
        .setMeasure(gone.getMeasure())
        .setCondition(gone.getCondition())
        .setThreshold(gone.getThreshold())
        .setForMs(gone.getForMs())
        .setWindowS(sample.windowSeconds())
        .setText(sample.subject().name() + ": the rule is gone")
        .build();
  }

  private static Instant instant(Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  /** One rule at one instant. */
  private static final class Step {
    private final AlertRule rule;
    private final AlertSample sample;
    private final Consumer<AlertRow> rows;
    private final List<Peak> peaks = new ArrayList<>();
    private final Double value;
    private Long activeAt;
    private Long firedAt;

    Step(AlertRule rule, RuleMemory before, AlertSample sample, Consumer<AlertRow> rows) {
      this.rule = rule;
      this.sample = sample;
      this.rows = rows;
      if (before != null) {
        activeAt = before.getActiveAt();
        firedAt = before.getFiredAt();
        if (before.getMeasure().equals(rule.measure().text())) {
          peaks.addAll(before.getPeaks());
        }
      }
      Double measured = sample.values().get(rule.measure());
      value = rule.fallWithinMillis() > 0 ? fall(measured) : measured;
      if (value != null && rule.condition().holds(value, sample.liveness())) {
        hold();
      } else if (activeAt != null) {
        publish(AlertState.RESOLVED);
        activeAt = null;
        firedAt = null;
      }
    }

    private void hold() {
      boolean isNew = activeAt == null;
      if (isNew) {
        activeAt = sample.at();
      }
      if (firedAt == null && sample.at() - activeAt >= rule.forMillis()) {
        firedAt = sample.at();
        publish(AlertState.FIRING);
      } else if (isNew) {
        publish(AlertState.PENDING);
      }
    }

    /** How far it is below the greatest value within the time before; null if it is not known. */
    private Double fall(Double now) {
      peaks.removeIf(peak -> peak.getAt() < sample.at() - rule.fallWithinMillis());
      if (now == null) {
        return null;
      }
      double fall = peaks.isEmpty() ? 0 : Math.max(0, peaks.get(0).getValue() - now);
      while (!peaks.isEmpty() && peaks.get(peaks.size() - 1).getValue() <= now) {
        peaks.remove(peaks.size() - 1);
      }
      peaks.add(new Peak(sample.at(), now));
      return fall;
    }

    private void publish(AlertState state) {
      boolean isOver = state == AlertState.RESOLVED;
      double threshold = rule.condition().threshold(sample.liveness());
      rows.accept(
          AlertRow.newBuilder()
              .setRule(rule.name())
              .setSubject(sample.subject().text())
              .setAt(Instant.ofEpochMilli(sample.at()))
              .setState(state)
              .setSeverity(rule.severity())
              .setActiveAt(Instant.ofEpochMilli(activeAt))
              .setFiredAt(instant(firedAt))
              .setResolvedAt(isOver ? Instant.ofEpochMilli(sample.at()) : null)
              .setMeasure(rule.measure().text())
              .setValue(value)
              .setCondition(rule.condition().toString())
              .setThreshold(threshold)
              .setForMs(rule.forMillis())
              .setWindowS(sample.windowSeconds())
              .setText(AlertText.of(rule, sample, value, threshold))
              .build());
    }

    /** Null if there is nothing to remember. */
    RuleMemory memory() {
      return activeAt == null && peaks.isEmpty()
          ? null
          : new RuleMemory(
              rule.name(),
              activeAt,
              firedAt,
              rule.measure().text(),
              rule.condition().toString(),
              rule.condition().threshold(sample.liveness()),
              rule.severity().name(),
              rule.forMillis(),
              peaks);
    }
  }
}
