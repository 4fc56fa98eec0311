package dev.faultline.ingest.importer;

import dev.faultline.ingest.source.Refusal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How often something was refused for what reason. Reasons that differ only in the value that was
 * wrong are one.
 */
final class ReasonCounts {

  private static final int MOST = 200;
  private static final String OTHERS = "other reasons";

  /** What a reason quotes, and words with digits in them: addresses, times, numbers. */
  private static final Pattern VALUE =
      Pattern.compile("(?<!\\p{L})'[^']*'|[^\\s'()]*\\d[^\\s'()]*");

  private final Map<String, Long> counts = new HashMap<>();

  void add(Refusal refusal) {
    String field = refusal.field().map(name -> name + " ").orElse("");
    String reason = field + VALUE.matcher(refusal.reason()).replaceAll("…");
    counts.merge(
        counts.size() < MOST || counts.containsKey(reason) ? reason : OTHERS, 1L, Long::sum);
  }

  /** The most frequent first. */
  Map<String, Long> all() {
    Map<String, Long> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
