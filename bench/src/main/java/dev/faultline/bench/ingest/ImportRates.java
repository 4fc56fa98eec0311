package dev.faultline.bench.ingest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Records per second of each format, and of the producer alone. */
final class ImportRates {

  private final List<Double> raw = new ArrayList<>();
  private final Map<String, Double> formats = new TreeMap<>();

  void raw(double rate) {
    raw.add(rate);
  }

  void format(String name, double rate) {
    formats.put(name, rate);
  }

  /** {@code {"ratios": {…}, "runs": […]}}. */
  String json() {
    return "{\"ratios\": {%s}, \"runs\": [{\"run\": \"producer alone\", \"records_per_s\": %.0f}, %s]}"
        .formatted(
            formats.keySet().stream()
                .map(
                    name ->
                        String.format(Locale.ROOT, "\"%s_vs_producer\": %.3f", name, ratio(name)))
                .collect(Collectors.joining(", ")),
            producer(),
            formats.entrySet().stream()
                .map(
                    run ->
                        String.format(
                            Locale.ROOT,
                            "{\"run\": \"%s\", \"records_per_s\": %.0f}",
                            run.getKey(),
                            run.getValue()))
                .collect(Collectors.joining(", ")));
  }

  /** A line for each format. */
  String table() {
    return formats.entrySet().stream()
        .map(
            run ->
                String.format(
                    Locale.ROOT,
                    "%-28s %,10.0f records/s  %.2f of a producer alone",
                    run.getKey(),
                    run.getValue(),
                    ratio(run.getKey())))
        .collect(Collectors.joining("\n"));
  }

  private double producer() {
    return Collections.max(raw);
  }

  private double ratio(String format) {
    return formats.get(format) / producer();
  }
}
