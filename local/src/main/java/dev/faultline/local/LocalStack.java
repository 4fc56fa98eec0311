package dev.faultline.local;

import dev.faultline.local.broker.Broker;
import dev.faultline.local.broker.BrokerQuestion;
import dev.faultline.local.clickhouse.http.HttpFront;
import dev.faultline.service.health.HealthCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker, a schema registry with Confluent's API and the ClickHouse engine behind its HTTP
 * interface, on loopback, with all data under one folder. The broker is in this process; the other
 * two are children that end with it, kill -9 included. Data that was acknowledged survives that.
 */
public final class LocalStack implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);

  /** How long a predecessor, or its children, may take to let go of the folder and the ports. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Consumer<String> progress;
  private final StartListener listener;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private Broker broker;
  private SupervisedChild registry;
  private SupervisedChild clickhouse;
  private int registryPort;
  private int clickhousePort;

  private LocalStack(Consumer<String> progress, StartListener listener) {
    this.progress = progress;
    this.listener = listener;
  }

  /**
   * Starts everything and returns when all of it answers.
   *
   * @param progress is told what has started, and later which child was started again and why, a
   *     line each; called from several threads
   * @throws LocalStackException if something is wrong that the user can correct: a port or the
   *     folder is in use, a file is missing, the disk is full, the JDK is too old
   * @throws InterruptedException if this thread is interrupted; what had started is stopped
   */
  public static LocalStack start(Settings settings, Consumer<String> progress)
      throws InterruptedException {
    return start(settings, progress, StartListener.NONE);
  }

  /**
   * As {@link #start(Settings, Consumer)}, for who need not wait for the last part to begin.
   *
   * @param listener is told of each part when it answers
   */
  public static LocalStack start(
      Settings settings, Consumer<String> progress, StartListener listener)
      throws InterruptedException {
    return start(settings, PATIENCE, progress, listener);
  }

  static LocalStack start(
      Settings settings, Duration patience, Consumer<String> progress, StartListener listener)
      throws InterruptedException {
    LocalStack stack = new LocalStack(progress, listener);
    try {
      stack.open(settings, patience);
      return stack;
    } catch (RuntimeException | InterruptedException e) {
      stack.close();
      throw e;
    }
  }

  /** Where Kafka clients connect, {@code host:port}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Base URL of the registry; the API of Confluent's registry starts there. */
  public String registryUrl() {
    return "http://127.0.0.1:" + registryPort;
  }

  /** Base URL of ClickHouse's HTTP interface; {@code jdbc:clickhouse:} + this is its JDBC URL. */
  public String clickhouseUrl() {
    return "http://127.0.0.1:" + clickhousePort;
  }

  /** Process id of the registry. */
  public long registryPid() {
    return registry.pid();
  }

  /** Process id of the ClickHouse engine. */
  public long clickhousePid() {
    return clickhouse.pid();
  }

  /**
   * Completes when a child has failed and could not be started again, or has failed too often. A
   * child that is killed or hangs is else started again by itself, on its port and its data.
   */
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** Asks the broker a question. */
  public HealthCheck brokerCheck() {
    return () -> BrokerQuestion.problem(bootstrapServers());
  }

  /** Whether the registry answered last, which it is asked every second. */
  public HealthCheck registryCheck() {
    return () -> registry.problem();
  }

  /** Whether the engine answered last, which it is asked every second. */
  public HealthCheck clickhouseCheck() {
    return () -> clickhouse.problem();
  }

  private void open(Settings settings, Duration patience) throws InterruptedException {
    Installation installation = Installation.find();
    installation.clickhouseLibrary();
    installation.registryJar();
    DataFolder data = DataFolder.open(settings.data(), patience);
    parts.push(data);
    int kafkaPort = Ports.free(settings.kafkaPort(), "Kafka", patience);
    registryPort = Ports.free(settings.registryPort(), "the schema registry", patience);
    clickhousePort = Ports.free(settings.clickhousePort(), "ClickHouse", patience);
    Path logs = data.part("logs");
    startTogether(
        () -> {
          int controllerPort = FreePorts.one();
          broker = keep(Broker.start(data.part("kafka"), kafkaPort, controllerPort));
          listener.brokerAnswers(bootstrapServers());
          return "Kafka";
        },
        () -> {
          Path log = logs.resolve("registry.log");
          Path folder = data.part("registry");
          registry =
              supervised(
                  "the schema registry",
                  registryUrl() + "/subjects",
                  () -> RegistryProcess.start(installation, folder, registryPort, log));
          listener.registryAnswers(registryUrl());
          return "the schema registry";
        },
        () -> {
          Path log = logs.resolve("clickhouse.log");
          Path folder = data.part("clickhouse");
          boolean files = settings.allowFiles();
          clickhouse =
              supervised(
                  "ClickHouse",
                  clickhouseUrl() + "/?" + HttpFront.LIVENESS_QUERY,
                  () -> ClickHouseProcess.start(installation, folder, clickhousePort, files, log));
          listener.clickHouseAnswers(clickhouseUrl());
          return "ClickHouse";
        });
  }

  private SupervisedChild supervised(String name, String question, ChildService.Start start)
      throws Exception {
    SupervisedChild child = new SupervisedChild(name, question, start, progress);
    child.start();
    child.failure().thenAccept(failure::complete);
    return keep(child);
  }

  /**
   * Runs the three starts at once; if one fails, waits for the others so that they can be stopped.
   */
  private void startTogether(
      Callable<String> kafka, Callable<String> schemas, Callable<String> engine)
      throws InterruptedException {
    ExecutorService starters = Executors.newFixedThreadPool(3);
    try {
      RuntimeException failure = null;
      List<Callable<String>> starts = List.of(timed(kafka), timed(schemas), timed(engine));
      for (Future<String> started : starters.invokeAll(starts)) {
        try {
          started.get();
        } catch (ExecutionException e) {
          failure = failure == null ? forUser(e.getCause()) : failure;
        }
      }
      if (failure != null) {
        throw failure;
      }
    } finally {
      starters.shutdownNow();
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    synchronized (parts) {
      parts.push(part);
    }
    return part;
  }

  private static LocalStackException forUser(Throwable cause) {
    if (cause instanceof LocalStackException known) {
      return known;
    }
    return new LocalStackException("The embedded stack cannot start: " + cause.getMessage(), cause);
  }

  private Callable<String> timed(Callable<String> start) {
    return () -> {
      long begun = System.nanoTime();
      String name = start.call();
      long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
      progress.accept("%s is up after %.1f s".formatted(name, millis / 1e3));
      return name;
    };
  }

  /** Stops everything in order; safe to call again. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("a part of the embedded stack did not stop cleanly", e);
      }
    }
  }
}
