package dev.faultline.cli.service;

import dev.faultline.api.Api;
import dev.faultline.cli.metrics.ProcessMeters;
import dev.faultline.cli.metrics.ServerMeters;
import dev.faultline.cli.output.AlignedTable;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.local.LocalStack;
import dev.faultline.notify.Webhook;
import dev.faultline.service.health.Health;
import dev.faultline.service.health.HealthMonitor;
import dev.faultline.sql.ClickHouse;
import dev.faultline.streams.enrich.Enricher;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The whole pipeline on the embedded stack, in one process and its two children. A part that fails
 * is started again, a bounded number of times; {@link #failure()} completes when that is used up.
 */
public final class Pipeline {

  private static final long READY_WITHIN_SECONDS = 150;
  private static final Duration ASK_EVERY = Duration.ofSeconds(2);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final LocalStack stack;
  private final Shutdown shutdown;
  private final Consumer<String> events;
  private final HealthMonitor health;
  private final SupervisedServices services;
  private int operationsPort;

  private Pipeline(LocalStack stack, Shutdown shutdown, Consumer<String> events) {
    this.stack = stack;
    this.shutdown = shutdown;
    this.events = events;
    this.health = new HealthMonitor(ASK_EVERY, ANSWER_WITHIN, events, Clock.systemUTC());
    this.services = new SupervisedServices(stack, metrics, health, shutdown, events);
    stack.failure().thenAccept(failure::complete);
    services.failure().thenAccept(failure::complete);
  }

  /**
   * Starts everything and returns when all of it answers. What waits for one server, or for none,
   * does not wait for the others.
   *
   * @param tables loads the enrichment tables, on another thread
   * @param shutdown takes charge of what has started
   * @param events is told of each step, and later of each failure and each new start, in a line
   */
  public static Pipeline start(
      PipelineSettings settings,
      Callable<? extends Supplier<Enricher>> tables,
      Shutdown shutdown,
      Consumer<String> events)
      throws Exception {
    try (Background background = new Background();
        PreparedServers servers = new PreparedServers(settings.networks())) {
      Future<? extends Supplier<Enricher>> enricher = background.start(tables);
      LocalStack stack = LocalStack.start(settings.stack(), events, servers);
      shutdown.register("the embedded stack", stack);
      Pipeline pipeline = new Pipeline(stack, shutdown, events);
      ProcessMeters.bind(pipeline.metrics);
      servers.awaitTopics();
      pipeline.services.startStreams(settings, Background.result(enricher));
      pipeline.services.startGateway(settings);
      servers.awaitTables(events);
      pipeline.services.startSink();
      pipeline.startHealth(settings);
      pipeline.awaitReady();
      return pipeline;
    }
  }

  /**
   * Starts telling webhooks of alerts; one that is away is told later and makes nothing unready.
   */
  public void tell(List<Webhook> webhooks) throws Exception {
    for (Webhook webhook : webhooks) {
      services.tell(webhook);
    }
  }

  private void startHealth(PipelineSettings settings) {
    TopicCheck topics =
        shutdown.register(
            "the topics' check",
            new TopicCheck(PreparedServers.admin(stack.bootstrapServers()), Optional.of(events)));
    health
        .watch("broker", stack.brokerCheck())
        .watch("schema registry", stack.registryCheck())
        .watch("ClickHouse", stack.clickhouseCheck())
        .watch("topics", topics);
    health.start();
    ProcessMeters.bindParts(metrics, health::report);
    shutdown.register("health", health);
    health.failure().thenAccept(failure::complete);
    Api api =
        shutdown.register("the page", Api.of(clickHouse(), health::report, Clock.systemUTC()));
    OperationsServer operations =
        OperationsServer.start(
            "127.0.0.1",
            settings.operationsPort(),
            metrics,
            health::report,
            api.handlers(),
            Optional.empty());
    shutdown.register("operations", operations);
    shutdown.register("the tables' metrics", ServerMeters.ofTables(clickHouse(), metrics));
    shutdown.register(
        "the publishers' metrics",
        ServerMeters.ofPublishers(
            KafkaConnection.to(stack.bootstrapServers(), stack.registryUrl()),
            Cadences.of(settings.networks()),
            metrics));
    operationsPort = operations.port();
  }

  private void awaitReady() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
    while (!health.isReady()) {
      Throwable failed = failure.getNow(null);
      if (failed != null) {
        throw failed instanceof Exception known ? known : new IllegalStateException(failed);
      }
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(
            "not ready within %d s: %s. Is the machine short of memory or very busy?"
                .formatted(READY_WITHIN_SECONDS, notReady()));
      }
      never.await(50, TimeUnit.MILLISECONDS);
    }
  }

  private String notReady() {
    return health.report().stream()
        .filter(each -> !each.isUp())
        .map(each -> each.part() + ": " + each.problem().orElseThrow())
        .collect(Collectors.joining("; "));
  }

  /** Completes with the reason when a part has failed and is not started again. */
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** How all parts are. */
  public List<Health> health() {
    return health.report();
  }

  /** Where all parts count. */
  public PrometheusMeterRegistry metrics() {
    return metrics;
  }

  public ClickHouse clickHouse() {
    return ClickHouse.at(stack.clickhouseUrl());
  }

  public String gatewayUrl() {
    return "http://127.0.0.1:" + services.gatewayPort();
  }

  public String operationsUrl() {
    return "http://127.0.0.1:" + operationsPort;
  }

  public LocalStack stack() {
    return stack;
  }

  /** Where everything is. */
  public AlignedTable endpoints() {
    return new AlignedTable("service", "address")
        .row("Kafka", stack.bootstrapServers())
        .row("schema registry", stack.registryUrl())
        .row("ClickHouse", stack.clickhouseUrl())
        .row("gateway", gatewayUrl())
        .row("operations", operationsUrl())
        .row("page", operationsUrl() + "/");
  }
}
