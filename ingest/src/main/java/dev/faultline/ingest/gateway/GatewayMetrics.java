package dev.faultline.ingest.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;

/** What the gateway counts, for Prometheus. */
final class GatewayMetrics implements AutoCloseable {

  private final PrometheusMeterRegistry own = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CompositeMeterRegistry registry = new CompositeMeterRegistry();
  private final JvmGcMetrics gc = new JvmGcMetrics();

  /**
   * @param process where the process counts, which hears of requests and records too
   */
  GatewayMetrics(MeterRegistry process) {
    gc.bindTo(own);
    new JvmMemoryMetrics().bindTo(own);
    new JvmThreadMetrics().bindTo(own);
    new ProcessorMetrics().bindTo(own);
    new UptimeMetrics().bindTo(own);
    registry.add(own);
    registry.add(process);
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

  /** All counts of the gateway in Prometheus' text format. */
  String scrape() {
    return own.scrape();
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
    // not the composite: it would close the process's registry
    own.close();
  }
}
