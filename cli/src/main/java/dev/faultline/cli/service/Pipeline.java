package dev.faultline.cli.service;

import dev.faultline.api.Api;
import dev.faultline.cli.metrics.ProcessMeters;
import dev.faultline.cli.metrics.ServerMeters;
import dev.faultline.cli.output.AlignedTable;
import dev.faultline.ingest.gateway.GatewaySettings;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.local.LocalStack;
import dev.faultline.notify.Webhook;
import dev.faultline.notify.WebhookNotifier;
import dev.faultline.schemas.TopicAdmin;
import dev.faultline.service.health.Health;
import dev.faultline.service.health.HealthMonitor;
import dev.faultline.service.kafka.KafkaConfiguration;
import dev.faultline.service.lifecycle.RestartPolicy;
import dev.faultline.service.lifecycle.SupervisedService;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.TopicReplacedException;
import dev.faultline.sql.migrate.Migrator;
import dev.faultline.sql.sink.SelfManagedEpoch;
import dev.faultline.sql.sink.Sink;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.roll.UnusableStateException;
import dev.faultline.streams.runtime.StreamsSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The whole pipeline on the embedded stack, in one process and its two children. A part that fails
 * is started again, a bounded number of times; {@link #failure()} completes when that is used up.
 */
public final class Pipeline {

  private static final int STREAM_THREADS = 2;
  private static final long READY_WITHIN_SECONDS = 150;
  private static final Duration ASK_EVERY = Duration.ofSeconds(2);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);

  /**
   * Short, because a member killed here was killed with its broker: its successor need not wait for
   * a return, and no network lies between them.
   */
  private static final Map<String, String> SHORT_SESSIONS =
      Map.of(
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "6000",
          ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "2000");

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final LocalStack stack;
  private final Shutdown shutdown;
  private final Consumer<String> events;
  private final HealthMonitor health;
  private volatile Sink sink;
  private volatile MeasuredStreams streams;
  private volatile GatewayService gateway;
  private int operationsPort;

  private Pipeline(LocalStack stack, Shutdown shutdown, Consumer<String> events) {
    this.stack = stack;
    this.shutdown = shutdown;
    this.events = events;
    this.health = new HealthMonitor(ASK_EVERY, ANSWER_WITHIN, events, Clock.systemUTC());
  }

  /**
   * Starts everything and returns when all of it answers.
   *
   * @param shutdown takes charge of what has started
   * @param events is told of each step, and later of each failure and each new start, in a line
   */
  public static Pipeline start(
      PipelineSettings settings,
      Supplier<Enricher> enricher,
      Shutdown shutdown,
      Consumer<String> events)
      throws Exception {
    LocalStack stack =
        shutdown.register("the embedded stack", LocalStack.start(settings.stack(), events));
    Pipeline pipeline = new Pipeline(stack, shutdown, events);
    stack.failure().thenAccept(pipeline.failure::complete);
    pipeline.prepare(settings.networks());
    pipeline.startServices(settings, enricher);
    pipeline.awaitReady();
    return pipeline;
  }

  /** Side by side: each waits for a server of its own most of the time. */
  private void prepare(Networks networks) throws Exception {
    ExecutorService preparing = Executors.newFixedThreadPool(3);
    try {
      Future<?> topics =
          preparing.submit(() -> TopicAdmin.createTopics(admin(), Optional.empty(), (short) 1));
      Future<?> schemas =
          preparing.submit(
              () -> {
                TopicAdmin.registerSchemas(stack.registryUrl());
                return null;
              });
      Future<Integer> migrations = preparing.submit(() -> migrate(networks));
      topics.get();
      schemas.get();
      events.accept(
          "topics, schemas and tables are up to date (%d migrations applied)"
              .formatted(migrations.get()));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception known ? known : new IllegalStateException(e);
    } finally {
      preparing.shutdownNow();
    }
  }

  private int migrate(Networks networks) throws Exception {
    int applied = Migrator.bundled(clickHouse(), Optional.empty()).migrate().size();
    Rules.publish(clickHouse(), networks);
    return applied;
  }

  private void startServices(PipelineSettings settings, Supplier<Enricher> enricher)
      throws Exception {
    ProcessMeters.bind(metrics);
    supervise(
        "sink",
        () -> sink = newSink(),
        reason -> reason instanceof SinkException && !(reason instanceof TopicReplacedException));
    supervise(
        "streams",
        () -> streams = newStreams(settings, enricher),
        UnusableStateException.class::isInstance);
    int[] port = {settings.gatewayPort()};
    supervise("gateway", () -> gateway = newGateway(settings, port[0]), reason -> false);
    // after a new start it listens where it did
    port[0] = gateway.port();
    startHealth(settings);
  }

  private void supervise(
      String name, SupervisedService.Factory factory, Predicate<Throwable> isFinal)
      throws Exception {
    Counter starts =
        Counter.builder("faultline.service.starts")
            .description("Starts of a service of this process; all but the first are restarts.")
            .tag("service", name)
            .register(metrics);
    SupervisedService service =
        new SupervisedService(
            name,
            () -> {
              starts.increment();
              return factory.create();
            },
            RestartPolicy.DEFAULT,
            isFinal,
            events,
            Clock.systemUTC());
    service.start();
    shutdown.register("the " + name, service);
    service.failure().thenAccept(failure::complete);
    health.watch(
        name,
        () -> {
          Optional<String> problem = service.problem();
          return problem.isPresent() ? problem : problemOf(name);
        });
  }

  /**
   * Starts telling webhooks of alerts; one that is away is told later and makes nothing unready.
   */
  public void tell(List<Webhook> webhooks) throws Exception {
    for (Webhook webhook : webhooks) {
      SupervisedService service =
          new SupervisedService(
              webhook.toString(),
              () ->
                  new WebhookNotifier(
                      webhook,
                      KafkaConfiguration.of(stack.bootstrapServers(), stack.registryUrl()),
                      metrics),
              RestartPolicy.DEFAULT,
              reason -> false,
              events,
              Clock.systemUTC());
      service.start();
      shutdown.register("the " + webhook, service);
      service.failure().thenAccept(failure::complete);
    }
  }

  private Optional<String> problemOf(String name) {
    return switch (name) {
      case "sink" -> sink.health().problem();
      case "streams" -> streams.problem();
      default -> gateway.problem();
    };
  }

  /**
   * Nobody else lands in this ClickHouse, so the sink goes on with the epoch that has landed last,
   * and with the next one when a topic had to be made anew.
   */
  private Sink newSink() throws Exception {
    SinkSettings settings =
        SinkSettings.of(stack.bootstrapServers(), stack.registryUrl(), clickHouse())
            .withKafka(SHORT_SESSIONS);
    int epoch = SelfManagedEpoch.greatest(clickHouse());
    if (sink != null && sink.failure().getNow(null) instanceof TopicReplacedException replaced) {
      SelfManagedEpoch.forgetOffsets(settings, replaced.topic());
      epoch++;
    }
    return new Sink(settings.withEpoch(epoch), metrics, Clock.systemUTC());
  }

  private MeasuredStreams newStreams(PipelineSettings settings, Supplier<Enricher> enricher) {
    return new MeasuredStreams(
        new StreamsSettings(
            stack.bootstrapServers(),
            stack.registryUrl(),
            settings.applicationId(),
            settings.stack().data().resolve("streams"),
            STREAM_THREADS,
            true,
            true,
            SHORT_SESSIONS),
        settings.networks(),
        settings.scenarios(),
        settings.alertRules(),
        enricher,
        metrics);
  }

  private GatewayService newGateway(PipelineSettings settings, int port) {
    return new GatewayService(
        GatewaySettings.local(port),
        KafkaConnection.to(stack.bootstrapServers(), stack.registryUrl()),
        settings.networks(),
        metrics);
  }

  private void startHealth(PipelineSettings settings) {
    TopicCheck topics =
        shutdown.register("the topics' check", new TopicCheck(admin(), Optional.of(events)));
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

  private Map<String, Object> admin() {
    return Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        stack.bootstrapServers(),
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
        5_000,
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        10_000);
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
    return "http://127.0.0.1:" + gateway.port();
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
