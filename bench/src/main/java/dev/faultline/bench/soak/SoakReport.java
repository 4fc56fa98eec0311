package dev.faultline.bench.soak;

import dev.faultline.bench.soak.check.Violation;
import dev.faultline.bench.soak.fault.Episode;
import dev.faultline.bench.soak.fault.Faults;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a soak went.
 *
 * @param figures what was counted, by name
 * @param violations empty if all held
 */
public record SoakReport(
    long seed, List<Episode> episodes, Map<String, Long> figures, List<Violation> violations) {

  private static final int SHOWN = 20;

  /** For people. */
  String text() {
    StringBuilder text = new StringBuilder("%nseed %d%n".formatted(seed));
    text.append("%-28s %,10d%n".formatted("faults", episodes.size()));
    figures.forEach((name, figure) -> text.append("%-28s %,10d%n".formatted(name, figure)));
    text.append("%-28s %,10d%n".formatted("violations", violations.size()));
    violations.stream()
        .limit(SHOWN)
        .forEach(each -> text.append("  %s %s%n".formatted(each.invariant(), each.text())));
    Faults.LEFT_OUT.forEach(each -> text.append("not tried: row %s%n".formatted(each)));
    return text.toString();
  }

  /** For programs. */
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"seed\": %d, \"faults\": [%s], \"figures\": {%s}, \"violations\": [%s]}",
        seed,
        episodes.stream()
            .map(
                each ->
                    "{\"rows\": %s, \"fault\": %s, \"outcome\": %s}"
                        .formatted(
                            quoted(each.fault().rows()),
                            quoted(each.fault().name()),
                            quoted(each.outcome())))
            .collect(Collectors.joining(", ")),
        figures.entrySet().stream()
            .map(each -> quoted(each.getKey()) + ": " + each.getValue())
            .collect(Collectors.joining(", ")),
        violations.stream()
            .map(
                each ->
                    "{\"invariant\": %s, \"text\": %s}"
                        .formatted(quoted(each.invariant()), quoted(each.text())))
            .collect(Collectors.joining(", ")));
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ")
        + '"';
  }
}
