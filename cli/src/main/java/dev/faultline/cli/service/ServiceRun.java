package dev.faultline.cli.service;

import dev.faultline.service.health.HealthCheck;
import dev.faultline.service.health.HealthMonitor;
import dev.faultline.service.lifecycle.Service;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One service in a process of its own: its health and metrics beside it, until the process is told
 * to stop or the service fails. Whoever runs the process starts it again then.
 */
public final class ServiceRun {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceRun.class);
  private static final Duration ASK_EVERY = Duration.ofSeconds(2);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);

  private final PrometheusMeterRegistry metrics;
  private final HealthMonitor health =
      new HealthMonitor(ASK_EVERY, ANSWER_WITHIN, line -> LOG.warn("{}", line), Clock.systemUTC());

  public ServiceRun(PrometheusMeterRegistry metrics) {
    this.metrics = metrics;
  }

  /** Adds what must work for the process to be ready. */
  public ServiceRun ready(String part, HealthCheck check) {
    health.watch(part, check);
    return this;
  }

  /**
   * Starts the service and serves until the end.
   *
   * @param port of health and metrics
   * @param started is told the address of these, once
   * @throws Exception if it cannot start, or with what it failed by
   */
  public void run(Service service, int port, Consumer<String> started) throws Exception {
    try (Shutdown shutdown = new Shutdown()) {
      new JvmMemoryMetrics().bindTo(metrics);
      shutdown.register("the " + service.name(), service);
      service.start();
      shutdown.register("health", health);
      health.start();
      OperationsServer operations = OperationsServer.start(port, metrics, health::report);
      shutdown.register("operations", operations);
      started.accept("http://127.0.0.1:" + operations.port());
      shutdown.await(service.failure());
    }
  }
}
