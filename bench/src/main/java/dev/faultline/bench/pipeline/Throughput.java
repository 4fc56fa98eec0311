package dev.faultline.bench.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** From the start of an import until all that comes of it has landed. */
final class Throughput {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final BenchedPipeline pipeline;

  Throughput(BenchedPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * What it took.
   *
   * @param seconds from the start of the import's process
   * @param imported seconds until the import had ended
   * @param rate observations per second
   * @param micros processor time an observation of the streams, the sink and the broker
   * @param engineMicros of the engine
   */
  record Result(double seconds, double imported, double rate, double micros, double engineMicros) {}

  Result run(Recorded recorded) throws Exception {
    Path file = recorded.write(pipeline.folder());
    long here = ProcessHandle.current().pid();
    long cpu = cpuNanos(here);
    long engine = cpuNanos(pipeline.enginePid());
    long begun = System.nanoTime();
    Process process = pipeline.startImport(file);
    int exit = process.waitFor();
    double imported = (System.nanoTime() - begun) / 1e9;
    if (exit != 0) {
      throw new IllegalStateException(
          "the import failed: " + Files.readString(pipeline.folder().resolve("import.log")));
    }
    while (!hasLanded(recorded)) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IllegalStateException("has not landed after " + PATIENCE);
      }
      Thread.sleep(50);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    Files.delete(file);
    return new Result(
        seconds,
        imported,
        recorded.observations() / seconds,
        (cpuNanos(here) - cpu) / 1e3 / recorded.observations(),
        (cpuNanos(pipeline.enginePid()) - engine) / 1e3 / recorded.observations());
  }

  private boolean hasLanded(Recorded recorded) throws Exception {
    String of = "WHERE network = '" + recorded.network() + "'";
    String last = of + " AND at = '" + recorded.lastAt().toString().replace("Z", "") + "'";
    return pipeline.number("SELECT count() FROM resilience " + last) >= 3
        && pipeline.number("SELECT count() FROM decentralization " + last) >= 54
        && pipeline.number("SELECT count() FROM entity_shares " + last) > 0
        && pipeline.number("SELECT count() FROM stress " + last) > 0
        && pipeline.number("SELECT count() FROM observations " + of) >= recorded.observations()
        && pipeline.number("SELECT count() FROM observation_log " + of + " AND NOT is_tick")
            >= recorded.observations();
  }

  private static long cpuNanos(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow()
        .toNanos();
  }
}
