package dev.faultline.bench.pipeline;

import java.util.List;
import java.util.Locale;

/** A file to indices with everything landed, and how soon a closed T can be asked for. */
public final class PipelineBench {

  private static final int NODES = 5_000;
  private static final int ROUNDS = 480;
  private static final int QUICK_ROUNDS = 60;
  private static final int STEADY = 20_000;

  private PipelineBench() {}

  /** Runs both and prints rates and times. */
  public static void run(boolean json, boolean quick) throws Exception {
    try (BenchedPipeline pipeline = new BenchedPipeline()) {
      Throughput throughput = new Throughput(pipeline);
      throughput.run(new Recorded("warm-up", NODES, QUICK_ROUNDS));
      Throughput.Result rate =
          throughput.run(new Recorded("measured", NODES, quick ? QUICK_ROUNDS : ROUNDS));
      System.err.printf(
          Locale.ROOT,
          "bench: %,.0f observations/s over %.1f s (imported after %.1f s); processor time an"
              + " observation: %.1f µs here, %.1f µs in the engine%n",
          rate.rate(),
          rate.seconds(),
          rate.imported(),
          rate.micros(),
          rate.engineMicros());
      List<Double> millis = new Promptness(pipeline, STEADY, quick ? 10 : 30).run();
      double p50 = millis.get(millis.size() / 2);
      double p99 = millis.get((int) Math.ceil(millis.size() * 0.99) - 1);
      double bytes =
          pipeline.number(
                  "SELECT sum(bytes_on_disk) FROM system.parts WHERE active AND table IN"
                      + " ('observations', 'observation_log')")
              / (double) pipeline.number("SELECT count() FROM observations");
      System.out.println(text(json, rate, p50, p99, bytes));
    }
  }

  private static String text(
      boolean json, Throughput.Result rate, double p50, double p99, double bytes) {
    return json
        ? String.format(
            Locale.ROOT,
            "{\"ratios\": {}, \"runs\": [{\"run\": \"pipeline\", \"observations_per_s\": %.0f,"
                + " \"seconds\": %.1f, \"cpu_us\": %.2f, \"engine_cpu_us\": %.2f,"
                + " \"bytes_per_observation\": %.2f}, {\"run\": \"closed_t\", \"p50_ms\": %.0f,"
                + " \"p99_ms\": %.0f}]}",
            rate.rate(),
            rate.seconds(),
            rate.micros(),
            rate.engineMicros(),
            bytes,
            p50,
            p99)
        : String.format(
            Locale.ROOT,
            "%,.0f observations/s from a file to landed indices; a closed T can be asked for after"
                + " %.0f ms (p50), %.0f ms (p99); %.1f bytes an observation on disk",
            rate.rate(),
            p50,
            p99,
            bytes);
  }
}
