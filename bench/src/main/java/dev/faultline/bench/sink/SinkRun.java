package dev.faultline.bench.sink;

import dev.faultline.sql.sink.Sink;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The product's sink over everything that its topics hold. */
final class SinkRun {

  static final String TABLE = "decentralization";

  private static final double WARM_UP = 0.2;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final LandingStack stack;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  SinkRun(LandingStack stack) {
    this.stack = stack;
  }

  /**
   * What it took.
   *
   * @param seconds of the measured part
   * @param rate rows per second
   * @param sinkMicros processor time a row in this process, broker included
   * @param engineMicros the same of the engine's process
   * @param inserting inserts under way, on average
   * @param batchRows rows an insert
   */
  record Result(
      double seconds,
      double rate,
      double sinkMicros,
      double engineMicros,
      double inserting,
      double batchRows) {}

  /**
   * Lands so many rows; the first fifth is the warm-up.
   *
   * @throws IllegalStateException if they do not land
   */
  Result run(int count) throws InterruptedException {
    try (Sink sink = new Sink(stack.sinkSettings(), meters, Clock.systemUTC())) {
      sink.start();
      long first = await((long) (count * WARM_UP));
      long begun = System.nanoTime();
      long sinkCpu = cpuNanos(ProcessHandle.current().pid());
      long engineCpu = cpuNanos(stack.enginePid());
      double insertSeconds = inserts().totalTime(TimeUnit.SECONDS);
      long inserts = inserts().count();
      long rows = await(count) - first;
      double seconds = (System.nanoTime() - begun) / 1e9;
      return new Result(
          seconds,
          rows / seconds,
          (cpuNanos(ProcessHandle.current().pid()) - sinkCpu) / 1e3 / rows,
          (cpuNanos(stack.enginePid()) - engineCpu) / 1e3 / rows,
          (inserts().totalTime(TimeUnit.SECONDS) - insertSeconds) / seconds,
          (double) rows / (inserts().count() - inserts));
    }
  }

  private Timer inserts() {
    return meters.timer("faultline.sink.insert", "table", TABLE, "outcome", "ok");
  }

  private long await(long count) throws InterruptedException {
    long begun = System.nanoTime();
    while (landed() < count) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "after %s the sink has landed %d of %d rows".formatted(PATIENCE, landed(), count));
      }
      Thread.sleep(5);
    }
    return landed();
  }

  private long landed() {
    return (long) meters.counter("faultline.sink.rows", "table", TABLE).count();
  }

  private static long cpuNanos(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(it -> it.info().totalCpuDuration())
        .orElseThrow()
        .toNanos();
  }
}
