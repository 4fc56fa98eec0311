package dev.faultline.bench;

import dev.faultline.bench.engine.EngineBench;
import dev.faultline.bench.engine.ScaleBench;
import dev.faultline.bench.ingest.ImportBench;
import dev.faultline.bench.pipeline.PipelineBench;
import dev.faultline.bench.queries.QueryBench;
import dev.faultline.bench.sink.SinkBench;
import dev.faultline.bench.soak.Soak;
import dev.faultline.bench.soak.cluster.ClusterScaling;
import dev.faultline.bench.soak.cluster.ClusterSoak;
import dev.faultline.bench.stress.StressBench;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** {@code bin/bench}: ratios measured in one run, never a bare time. */
public final class Bench {

  private static final String USAGE =
      """
      usage: bin/bench BENCHMARK [--json] [--quick]
        measures  every measure of 100,000 entities, beside a sort
        lookups   what enrichment looks up, beside a hash map
        stress    a T of 100,000 nodes: every dimension, weighting and scenario
        profile   the engine alone, for a profiler
        import    the import of every format, beside a producer alone
        engine    the rolling engine, beside plain reading and plain Kafka Streams topologies
        sink      landing index rows, beside a bare JDBC batch of the same rows
        pipeline  from a file to landed indices, and how soon a closed T can be asked for
        queries   every named query and latest_ view over 100 M decentralization rows
        scale     the rolling engine by number of windows and of nodes, and killed
        soak      the whole pipeline under load and faults, and what must hold at the end:
                  bin/bench soak [--minutes N] [--seed S] [--only WORDS] [--records N]
                  [--json]; --only takes the faults that have these words in their name,
                  --records imports so many first; exit code 1 if something does not hold
        cluster   the same against containers; ops/cluster-test runs it
        cluster-scaling
                  one, two and three instances of streams of half a core each;
                  'ops/cluster-test scaling' runs it
      --quick     fewer records and one run of each""";

  private Bench() {}

  public static void main(String[] args) throws Exception {
    List<String> words = Arrays.asList(args);
    if (words.contains("--help") || words.contains("-h")) {
      System.out.println(USAGE);
      return;
    }
    if (words.contains("soak")) {
      System.exit(Soak.run(words));
    }
    if (words.contains("cluster")) {
      System.exit(ClusterSoak.run(words));
    }
    if (words.contains("cluster-scaling")) {
      System.exit(ClusterScaling.run(words));
    }
    boolean json = words.contains("--json");
    List<String> benchmarks = words.stream().filter(word -> !word.startsWith("--")).toList();
    boolean known =
        words.stream()
            .filter(word -> word.startsWith("--"))
            .allMatch(List.of("--json", "--quick")::contains);
    switch (known && benchmarks.size() == 1 ? benchmarks.get(0) : "") {
      case "measures" -> measures(json);
      case "stress" -> StressBench.run(json);
      case "lookups" -> lookups(json);
      case "import" -> ImportBench.run(json, words.contains("--quick"));
      case "profile" -> EngineBench.profile();
      case "sink" -> SinkBench.run(json, words.contains("--quick"));
      case "pipeline" -> PipelineBench.run(json, words.contains("--quick"));
      case "queries" -> QueryBench.run(json, words.contains("--quick"));
      case "scale" -> ScaleBench.run(json, words.contains("--quick"));
      case "engine" -> EngineBench.run(json, words.contains("--quick"));
      default -> {
        System.err.println(USAGE);
        System.exit(2);
      }
    }
    // the registry's client leaves threads behind
    System.exit(0);
  }

  private static void measures(boolean json) throws RunnerException {
    Collection<RunResult> results = results(MeasureBenchmark.class);
    double measure = score(results, "measureAll");
    double sort = score(results, "sortLongs");
    String text =
        json
            ? "{\"ratios\": {\"measures_vs_sort\": %.2f}, \"runs\": [{\"measures_us\": %.0f,"
                + " \"sort_us\": %.0f}]}"
            : "measuring 100,000 entities costs %.2f times a sort of as many longs (%.0f and %.0f"
                + " µs)";
    System.out.println(String.format(Locale.ROOT, text, measure / sort, measure, sort));
  }

  private static void lookups(boolean json) throws RunnerException {
    Collection<RunResult> results = results(LookupBenchmark.class);
    double map = score(results, "hashMap");
    List<String> ratios = new ArrayList<>();
    List<String> runs = new ArrayList<>();
    for (String lookup : List.of("hashMap", "asn", "asn6", "region", "place")) {
      double nanos = score(results, lookup);
      runs.add(String.format(Locale.ROOT, "{\"run\": \"%s\", \"ns\": %.0f}", lookup, nanos));
      if (!lookup.equals("hashMap")) {
        ratios.add(
            String.format(
                Locale.ROOT,
                json
                    ? "\"%s_vs_hash_map\": %.2f"
                    : "%s costs %.2f times a"
                        + " look-up in a hash map ("
                        + String.format(Locale.ROOT, "%.0f ns)", nanos),
                lookup,
                nanos / map));
      }
    }
    System.out.println(
        json
            ? "{\"ratios\": {%s}, \"runs\": [%s]}"
                .formatted(String.join(", ", ratios), String.join(", ", runs))
            : String.join("\n", ratios));
  }

  private static Collection<RunResult> results(Class<?> benchmark) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(benchmark.getName())
                .warmupIterations(3)
                .measurementIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementTime(TimeValue.seconds(1))
                .forks(1)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }

  private static double score(Collection<RunResult> results, String method) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
        .mapToDouble(result -> result.getPrimaryResult().getScore())
        .findFirst()
        .orElseThrow();
  }
}
