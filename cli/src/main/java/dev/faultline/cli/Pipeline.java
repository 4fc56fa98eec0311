package dev.faultline.cli;

import dev.faultline.cli.operations.OperationsServer;
import dev.faultline.ingest.gateway.GatewaySettings;
import dev.faultline.ingest.publish.KafkaConnection;
import dev.faultline.local.LocalStack;
import dev.faultline.schemas.TopicAdmin;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.migrate.Migrator;
import dev.faultline.sql.sink.Sink;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.runtime.StreamsService;
import dev.faultline.streams.runtime.StreamsSettings;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The whole pipeline on the embedded stack, in one process and its two children. */
final class Pipeline {

  private static final int STREAM_THREADS = 2;
  private static final long READY_WITHIN_SECONDS = 150;

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
  private final Map<String, BooleanSupplier> parts = new LinkedHashMap<>();
  private final LocalStack stack;
  private StreamsService streams;
  private int gatewayPort;
  private int operationsPort;

  private Pipeline(LocalStack stack) {
    this.stack = stack;
  }

  /**
   * Starts everything and returns when all of it answers.
   *
   * @param shutdown takes charge of what has started
   * @param progress is told of each step, in a line
   */
  static Pipeline start(
      PipelineSettings settings,
      Supplier<Enricher> enricher,
      Shutdown shutdown,
      Consumer<String> progress)
      throws Exception {
    LocalStack stack =
        shutdown.register("the embedded stack", LocalStack.start(settings.stack(), progress));
    Pipeline pipeline = new Pipeline(stack);
    pipeline.prepare(settings.networks(), progress);
    pipeline.startServices(settings, enricher, shutdown);
    pipeline.awaitReady();
    return pipeline;
  }

  /** The same for a command. */
  static Pipeline start(
      PipelineSettings settings, Tables tables, Shutdown shutdown, PrintWriter out)
      throws Exception {
    return start(
        settings,
        shutdown.register("the enrichment tables", tables.watched()),
        shutdown,
        line -> {
          out.println(line);
          out.flush();
        });
  }

  private void prepare(Networks networks, Consumer<String> progress) throws Exception {
    Properties admin = new Properties();
    admin.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers());
    TopicAdmin.createTopics(admin, Optional.empty(), (short) 1);
    TopicAdmin.registerSchemas(stack.registryUrl());
    int applied = Migrator.bundled(clickHouse(), Optional.empty()).migrate().size();
    Rules.publish(clickHouse(), networks);
    progress.accept(
        "topics, schemas and tables are up to date (%d migrations applied)".formatted(applied));
  }

  private void startServices(
      PipelineSettings settings, Supplier<Enricher> enricher, Shutdown shutdown) throws Exception {
    new JvmMemoryMetrics().bindTo(metrics);
    startSink(shutdown);
    startStreams(settings, enricher, shutdown);
    GatewayService gateway =
        GatewayService.start(
            GatewaySettings.local(settings.gatewayPort()),
            KafkaConnection.to(stack.bootstrapServers(), stack.registryUrl()),
            settings.networks());
    shutdown.register("the gateway", gateway);
    gatewayPort = gateway.port();
    parts.put("gateway", gateway::isReady);
    OperationsServer operations = OperationsServer.start(settings.operationsPort(), metrics, parts);
    shutdown.register("operations", operations);
    operationsPort = operations.port();
  }

  private void startSink(Shutdown shutdown) throws Exception {
    Sink sink =
        new Sink(
            SinkSettings.of(stack.bootstrapServers(), stack.registryUrl(), clickHouse())
                .withKafka(SHORT_SESSIONS),
            metrics,
            Clock.systemUTC());
    sink.start();
    shutdown.register("the sink", sink);
    parts.put("sink", () -> !sink.failure().isDone());
  }

  private void startStreams(
      PipelineSettings settings, Supplier<Enricher> enricher, Shutdown shutdown) throws Exception {
    streams =
        StreamsService.start(
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
            enricher);
    shutdown.register("the streams", streams);
    streams.streams().forEach(each -> new KafkaStreamsMetrics(each).bindTo(metrics));
    parts.put("streams", streams::isRunning);
  }

  private void awaitReady() throws InterruptedException, TimeoutException, ExecutionException {
    CountDownLatch never = new CountDownLatch(1);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
    for (List<String> waiting = notReady(); !waiting.isEmpty(); waiting = notReady()) {
      if (failure().isDone()) {
        failure().get();
      }
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(
            "%s not ready within %d s (streams: %s). Is the machine short of memory or very busy?"
                .formatted(String.join(" and ", waiting), READY_WITHIN_SECONDS, streams.state()));
      }
      never.await(50, TimeUnit.MILLISECONDS);
    }
  }

  /** Fails when the streams stop because a person has to decide. */
  CompletableFuture<Void> failure() {
    return streams.failure();
  }

  private List<String> notReady() {
    return parts.entrySet().stream()
        .filter(part -> !part.getValue().getAsBoolean())
        .map(Map.Entry::getKey)
        .toList();
  }

  ClickHouse clickHouse() {
    return ClickHouse.at(stack.clickhouseUrl());
  }

  String gatewayUrl() {
    return "http://127.0.0.1:" + gatewayPort;
  }

  String operationsUrl() {
    return "http://127.0.0.1:" + operationsPort;
  }

  LocalStack stack() {
    return stack;
  }

  /** Where everything is. */
  AlignedTable endpoints() {
    return new AlignedTable("service", "address")
        .row("Kafka", stack.bootstrapServers())
        .row("schema registry", stack.registryUrl())
        .row("ClickHouse", stack.clickhouseUrl())
        .row("gateway", gatewayUrl())
        .row("operations", operationsUrl());
  }
}
