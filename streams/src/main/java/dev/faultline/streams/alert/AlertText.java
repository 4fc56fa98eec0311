package dev.faultline.streams.alert;

import java.util.Locale;

/** A rule's sentence with what it was about. */
final class AlertText {

  private AlertText() {}

  static String of(AlertRule rule, AlertSample sample, Double value, double threshold) {
    return rule.text()
        .replace("{subject}", sample.subject().name())
        .replace("{value}", value == null ? "unknown" : number(rule.measure(), value))
        .replace("{threshold}", number(rule.measure(), threshold));
  }

  private static String number(AlertMeasure measure, double value) {
    return switch (measure.unit()) {
      case SHARE -> String.format(Locale.ROOT, "%.1f %%", 100 * value);
      case POINTS -> String.format(Locale.ROOT, "%.1f", value);
      case COUNT -> String.format(Locale.ROOT, "%.0f", value);
    };
  }
}
