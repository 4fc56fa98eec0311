package dev.faultline.cli.metrics;

import dev.faultline.cli.output.BuildCommit;
import dev.faultline.cli.output.FaultlineVersion;
import dev.faultline.service.health.Health;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.List;
import java.util.function.Supplier;

/** What every process tells of itself: its build, its memory and time, and how its parts are. */
public final class ProcessMeters {

  private ProcessMeters() {}

  /** Begins to tell of the build, memory, processor time and age. */
  public static void bind(MeterRegistry registry) throws InterruptedException {
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    Gauge.builder("faultline.build.info", () -> 1)
        .description("The build that runs; the value is always 1.")
        .tag("version", FaultlineVersion.text())
        .tag("commit", BuildCommit.text())
        .tag("java", Runtime.version().toString())
        .register(registry);
  }

  /**
   * Begins to tell of the parts that are there now.
   *
   * @param parts how they are; must not wait for anything
   */
  public static void bindParts(MeterRegistry registry, Supplier<List<Health>> parts) {
    for (Health each : parts.get()) {
      Gauge.builder("faultline.ready", () -> isUp(each.part(), parts.get()) ? 1 : 0)
          .description("Whether a part works, as /health/ready says: 1 if so, else 0.")
          .tag("part", each.part())
          .register(registry);
    }
  }

  private static boolean isUp(String part, List<Health> report) {
    return report.stream().anyMatch(each -> each.part().equals(part) && each.isUp());
  }
}
