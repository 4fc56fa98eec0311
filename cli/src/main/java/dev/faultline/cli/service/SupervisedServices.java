package dev.faultline.cli.service;

import dev.faultline.ingest.gateway.GatewaySettings;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.local.LocalStack;
import dev.faultline.notify.Webhook;
import dev.faultline.notify.WebhookNotifier;
import dev.faultline.service.health.HealthMonitor;
import dev.faultline.service.kafka.KafkaConfiguration;
import dev.faultline.service.lifecycle.RestartPolicy;
import dev.faultline.service.lifecycle.SupervisedService;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.TopicReplacedException;
import dev.faultline.sql.sink.SelfManagedEpoch;
import dev.faultline.sql.sink.Sink;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.roll.UnusableStateException;
import dev.faultline.streams.runtime.StreamsSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The services of a pipeline: sink, streams, gateway and whoever tells webhooks. One that fails is
 * started again, a bounded number of times; {@link #failure()} completes when that is used up.
 */
final class SupervisedServices {

  private static final int STREAM_THREADS = 2;

  /**
   * Short, because a member killed here was killed with its broker: its successor need not wait for
   * a return, and no network lies between them.
   */
  private static final Map<String, String> SHORT_SESSIONS =
      Map.of(
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "6000",
          ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "2000");

  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final LocalStack stack;
  private final MeterRegistry metrics;
  private final HealthMonitor health;
  private final Shutdown shutdown;
  private final Consumer<String> events;
  private volatile Sink sink;
  private volatile MeasuredStreams streams;
  private volatile GatewayService gateway;

  /**
   * @param health watches what is started
   * @param shutdown takes charge of it
   * @param events is told of each failure and each new start, in a line
   */
  SupervisedServices(
      LocalStack stack,
      MeterRegistry metrics,
      HealthMonitor health,
      Shutdown shutdown,
      Consumer<String> events) {
    this.stack = stack;
    this.metrics = metrics;
    this.health = health;
    this.shutdown = shutdown;
    this.events = events;
  }

  /** Needs topics and schemas. */
  void startStreams(PipelineSettings settings, Supplier<Enricher> enricher) throws Exception {
    supervise(
        "streams",
        () -> streams = newStreams(settings, enricher),
        UnusableStateException.class::isInstance,
        () -> streams.problem());
  }

  /** Needs topics and schemas. */
  void startGateway(PipelineSettings settings) throws Exception {
    int[] port = {settings.gatewayPort()};
    supervise(
        "gateway",
        () -> gateway = newGateway(settings, port[0]),
        reason -> false,
        () -> gateway.problem());
    // after a new start it listens where it did
    port[0] = gateway.port();
  }

  /** Needs topics and tables. */
  void startSink() throws Exception {
    supervise(
        "sink",
        () -> sink = newSink(),
        reason -> reason instanceof SinkException && !(reason instanceof TopicReplacedException),
        () -> sink.health().problem());
  }

  private void supervise(
      String name,
      SupervisedService.Factory factory,
      Predicate<Throwable> isFinal,
      Supplier<Optional<String>> problem)
      throws Exception {
    Counter starts =
        Counter.builder("faultline.service.starts")
            .description("Starts of a service of this process; all but the first are restarts.")
            .tag("service", name)
            .register(metrics);
    SupervisedService service =
        run(
            name,
            () -> {
              starts.increment();
              return factory.create();
            },
            isFinal);
    health.watch(name, () -> service.problem().or(problem));
  }

  /** One that is away is told later and makes nothing unready. */
  void tell(Webhook webhook) throws Exception {
    run(
        webhook.toString(),
        () ->
            new WebhookNotifier(
                webhook,
                KafkaConfiguration.of(stack.bootstrapServers(), stack.registryUrl()),
                metrics),
        reason -> false);
  }

  private SupervisedService run(
      String name, SupervisedService.Factory factory, Predicate<Throwable> isFinal)
      throws Exception {
    SupervisedService service =
        new SupervisedService(
            name, factory, RestartPolicy.DEFAULT, isFinal, events, Clock.systemUTC());
    service.start();
    shutdown.register("the " + name, service);
    service.failure().thenAccept(failure::complete);
    return service;
  }

  /**
   * Nobody else lands in this ClickHouse, so the sink goes on with the epoch that has landed last,
   * and with the next one when a topic had to be made anew.
   */
  private Sink newSink() throws Exception {
    ClickHouse clickHouse = ClickHouse.at(stack.clickhouseUrl());
    SinkSettings settings =
        SinkSettings.of(stack.bootstrapServers(), stack.registryUrl(), clickHouse)
            .withKafka(SHORT_SESSIONS);
    int epoch = SelfManagedEpoch.greatest(clickHouse);
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

  int gatewayPort() {
    return gateway.port();
  }

  /** Completes with the reason when a service has failed and is not started again. */
  CompletableFuture<Throwable> failure() {
    return failure;
  }
}
