package dev.faultline.cli.service;

import dev.faultline.cli.metrics.ProcessMeters;
import dev.faultline.service.health.HealthCheck;
import dev.faultline.service.health.HealthMonitor;
import dev.faultline.service.lifecycle.Service;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
  private final Map<String, Supplier<? extends AutoCloseable>> beside = new LinkedHashMap<>();
  private String host = "127.0.0.1";
  private Optional<String> token = Optional.empty();
  private final HealthMonitor health =
      new HealthMonitor(ASK_EVERY, ANSWER_WITHIN, line -> LOG.warn("{}", line), Clock.systemUTC());

  public ServiceRun(PrometheusMeterRegistry metrics) {
    this.metrics = metrics;
  }

  /** Tells of health and metrics there, and of metrics only with the token if there is one. */
  public ServiceRun listening(String host, Optional<String> token) {
    this.host = host;
    this.token = token;
    return this;
  }

  /** Adds what runs beside the service and ends with it, such as meters. */
  public ServiceRun beside(String part, Supplier<? extends AutoCloseable> start) {
    beside.put(part, start);
    return this;
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
      ProcessMeters.bind(metrics);
      shutdown.register("the " + service.name(), service);
      service.start();
      shutdown.register("health", health);
      health.start();
      ProcessMeters.bindParts(metrics, health::report);
      beside.forEach((part, start) -> shutdown.register(part, start.get()));
      OperationsServer operations =
          OperationsServer.start(host, port, metrics, health::report, List.of(), token);
      shutdown.register("operations", operations);
      started.accept("http://%s:%d".formatted(host, operations.port()));
      shutdown.await(service.failure());
    }
  }
}
