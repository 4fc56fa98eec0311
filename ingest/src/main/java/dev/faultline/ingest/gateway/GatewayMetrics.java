package dev.faultline.ingest.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;

/** What the gateway counts, for Prometheus. */
final class GatewayMetrics implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();

  GatewayMetrics() {
    gc.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** One request was answered. */
  void answered(String path, int status, Duration duration) {
    Timer.builder("faultline.gateway.requests")
        .description("Requests from the first byte of the head to the answer")
        .tag("path", path)
        .tag("status", Integer.toString(status))
        .register(registry)
        .record(duration);
  }

  /** The records of one request. */
  void records(String path, long accepted, long rejected) {
    records(path, "accepted").increment((double) accepted);
    records(path, "rejected").increment((double) rejected);
  }

  /** All counts in Prometheus' text format. */
  String scrape() {
    return registry.scrape();
  }

  private Counter records(String path, String outcome) {
    return Counter.builder("faultline.gateway.records")
        .description("Records, by whether they passed the checks and were acknowledged")
        .tag("path", path)
        .tag("outcome", outcome)
        .register(registry);
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
