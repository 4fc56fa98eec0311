package dev.faultline.bench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The rates of all runs, and the ratios of their medians. */
final class Runs {

  private final List<Run> runs = new ArrayList<>();

  private record Run(String name, int threads, double rate) {
    String json() {
      return String.format(
          Locale.ROOT,
          "{\"run\": \"%s\", \"threads\": %d, \"records_per_s\": %.0f}",
          name,
          threads,
          rate);
    }
  }

  void add(String name, int threads, double rate) {
    runs.add(new Run(name, threads, rate));
    System.err.printf(Locale.ROOT, "bench: %s, %d threads: %,.0f records/s%n", name, threads, rate);
  }

  /** The engine in memory where so many of a hundred sightings find their node changed. */
  static String changing(int percent) {
    return "engine, " + percent + " % changed";
  }

  /** {@code {"ratios": {…}, "runs": […]}}, rates in source records per second. */
  String json() {
    return "{\"ratios\": {%s}, \"runs\": [%s]}"
        .formatted(
            ratios().stream().map(Ratio::json).collect(Collectors.joining(", ")),
            runs.stream().map(Run::json).collect(Collectors.joining(", ")));
  }

  /** The ratios, one a line. */
  String table() {
    return ratios().stream().map(Ratio::line).collect(Collectors.joining("\n"));
  }

  private record Ratio(String name, double value) {
    String json() {
      return String.format(Locale.ROOT, "\"%s\": %.3f", name, value);
    }

    String line() {
      return String.format(Locale.ROOT, "%-34s %8.2f", name, value);
    }
  }

  private List<Ratio> ratios() {
    String memory = "engine in memory";
    return List.of(
        // each DSL topology with as many threads as the engine; the worse of one and two
        new Ratio("engine_vs_dsl_hopping", worst(memory, "DSL hopping")),
        new Ratio("engine_vs_dsl_tumbling", worst(memory, "DSL tumbling")),
        new Ratio("engine_vs_raw_bytes", median(memory, 2) / median("raw bytes", 2)),
        new Ratio("engine_vs_decode", median(memory, 2) / median("decode", 2)),
        new Ratio("rocksdb_vs_memory", worst("engine in RocksDB", memory)),
        new Ratio("changing_5_percent_vs_0_2", median(changing(5), 2) / median(memory, 2)),
        new Ratio("changing_50_percent_vs_0_2", median(changing(50), 2) / median(memory, 2)),
        new Ratio("changing_100_percent_vs_0_2", median(changing(100), 2) / median(memory, 2)));
  }

  private double worst(String name, String than) {
    return Math.min(median(name, 1) / median(than, 1), median(name, 2) / median(than, 2));
  }

  private double median(String name, int threads) {
    double[] rates =
        runs.stream()
            .filter(run -> run.name().equals(name) && run.threads() == threads)
            .mapToDouble(Run::rate)
            .sorted()
            .toArray();
    return rates[rates.length / 2];
  }
}
