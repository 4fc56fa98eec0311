package dev.faultline.streams.alert;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a value is held against.
 *
 * @param comparison one of {@code > >= < <=}
 * @param number the threshold, or how many times the population's liveness fraction it is
 * @param ofLiveness which of these two
 */
record AlertCondition(String comparison, double number, boolean ofLiveness) {

  private static final Pattern TEXT =
      Pattern.compile("\\s*(>=|<=|>|<)\\s*(-?[0-9]+(?:\\.[0-9]+)?)(\\s+liveness)?\\s*");

  /** Reads {@code > 0.1} or {@code >= 0.5 liveness}; empty if it is none. */
  static Optional<AlertCondition> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new AlertCondition(
                matcher.group(1), Double.parseDouble(matcher.group(2)), matcher.group(3) != null))
        : Optional.empty();
  }

  /** The threshold for a population of this liveness fraction. */
  double threshold(double liveness) {
    return ofLiveness ? number * liveness : number;
  }

  boolean holds(double value, double liveness) {
    double threshold = threshold(liveness);
    return switch (comparison) {
      case ">" -> value > threshold;
      case ">=" -> value >= threshold;
      case "<" -> value < threshold;
      default -> value <= threshold;
    };
  }

  /** As it is written in a rule. */
  @Override
  public String toString() {
    String plain = number == Math.rint(number) ? "%.0f".formatted(number) : "" + number;
    return comparison + " " + plain + (ofLiveness ? " liveness" : "");
  }
}
