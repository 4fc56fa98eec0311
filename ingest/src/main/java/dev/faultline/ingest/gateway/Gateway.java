package dev.faultline.ingest.gateway;

import dev.faultline.ingest.publish.PublishedRevisions;
import dev.faultline.ingest.publish.RecordPublisher;
import dev.faultline.ingest.watermark.Cadence;
import dev.faultline.ingest.watermark.PublisherIds;
import dev.faultline.ingest.watermark.Publishers;
import dev.faultline.ingest.watermark.WallClockWatermarks;
import dev.faultline.schemas.Population;
import dev.faultline.service.http.HeaderTimeout;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes observations and incidents over HTTP: {@code POST /v1/observations} and {@code POST
 * /v1/incidents}, a JSON array or NDJSON, plain or gzip, at most 10 MiB and 50,000 records. Answers
 * only after the brokers have acknowledged: 202 with the number of records accepted and each
 * refused one; 400 if none was accepted; 401; 403 to web pages of other sites; 413; 503 with
 * Retry-After while it cannot keep up or the brokers do not acknowledge. Also {@code /health/live},
 * {@code /health/ready} and {@code /metrics}.
 *
 * <p>While it runs it sends watermarks by the wall clock for every population that it has been
 * sent.
 */
public final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final int MOST_CONNECTIONS = 1024;
  private static final int MOST_THREADS = 16;
  private static final long IDLE_MILLIS = 30_000;

  /** When there are as many connections as there may be, those that are idle make room. */
  private static final long CROWDED_IDLE_MILLIS = 500;

  private static final Duration LONGEST_HEAD = Duration.ofSeconds(5);
  private static final long STOP_MILLIS = 10_000;
  private static final long SHUTDOWN_IDLE_MILLIS = 100;
  private static final long LAST_RUN_MILLIS = 1_000;

  private final GatewaySettings settings;
  private final GatewayMetrics metrics;
  private final WallClockWatermarks watermarks;
  private final ThreadPoolExecutor workers;

  /** Two threads: slow heads are closed while watermarks wait for Kafka. */
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);

  private final Server server;
  private final ServerConnector connector;
  private final HeaderTimeout slowHeads = new HeaderTimeout(LONGEST_HEAD, System::nanoTime);

  /**
   * @param publisher where records go; not closed by the gateway
   * @param revisions what has been published about incidents
   * @param publishers what was said of how far publishers are: the gateway goes on with the
   *     populations that it had
   * @param cadences when the slots of a population close
   * @param reachable whether the brokers answer
   * @param process where the process counts
   * @throws IllegalArgumentException if the address is not a loopback one and there is no token
   */
  public Gateway(
      GatewaySettings settings,
      RecordPublisher publisher,
      PublishedRevisions revisions,
      Publishers publishers,
      Function<Population, Cadence> cadences,
      BooleanSupplier reachable,
      MeterRegistry process,
      Clock clock)
      throws IOException {
    requireTokenBeyondLoopback(settings);
    this.settings = settings;
    this.metrics = new GatewayMetrics(process);
    String name = PublisherIds.ofGateway(settings.name());
    this.watermarks = new WallClockWatermarks(publisher, cadences, clock);
    watermarks.resume(publishers, name::equals);
    this.workers =
        new ThreadPoolExecutor(
            settings.workers(),
            settings.workers(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.waiting()));
    this.server = new Server(new QueuedThreadPool(MOST_THREADS));
    this.connector = connector(server, settings);
    server.addConnector(connector);
    connector.addBean(slowHeads);
    NetworkConnectionLimit limit = new NetworkConnectionLimit(MOST_CONNECTIONS, server);
    limit.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
    server.addBean(limit);
    server.setStopTimeout(STOP_MILLIS);
    Intake intake =
        new Intake(
            publisher,
            revisions,
            observation -> watermarks.feeding(name, observation),
            clock,
            settings.publishTimeout());
    server.setHandler(
        new GracefulHandler(
            new GatewayHandler(
                settings, intake, metrics, new Readiness(reachable, clock), workers, slowHeads)));
  }

  /**
   * Begins to listen and to send watermarks.
   *
   * @return the port
   * @throws IOException if the port cannot be had: says what to do
   */
  public int start() throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      throw new IOException(
          "cannot listen on "
              + settings.host()
              + ":"
              + settings.port()
              + " ("
              + e.getMessage()
              + "): is another gateway running? Choose another port with --port or --port-offset",
          e);
    } catch (Exception e) {
      throw new IOException("the HTTP server did not start: " + e.getMessage(), e);
    }
    ScheduledFuture<?> unused =
        scheduler.scheduleWithFixedDelay(this::watermark, 1, 1, TimeUnit.SECONDS);
    ScheduledFuture<?> sweeping =
        scheduler.scheduleWithFixedDelay(slowHeads::sweep, 1, 1, TimeUnit.SECONDS);
    return connector.getLocalPort();
  }

  /** Answers the requests that it has, sends the last watermarks and stops. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("the HTTP server did not stop cleanly", e);
    }
    workers.shutdown();
    scheduler.shutdown();
    awaitWorkers();
    scheduler.shutdownNow();
    watermarks.finish();
    metrics.close();
  }

  private void awaitWorkers() {
    try {
      long longest = settings.publishTimeout().toMillis();
      if (!workers.awaitTermination(longest, TimeUnit.MILLISECONDS)) {
        LOG.warn("stopped while requests were still being published; they were not answered");
      }
      if (!scheduler.awaitTermination(LAST_RUN_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("the watermarks under way are given up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watermark() {
    try {
      watermarks.run();
    } catch (RuntimeException e) {
      // a scheduler silently drops a task that throws; the next second tries again
      if (!scheduler.isShutdown()) {
        LOG.error("the watermarks failed", e);
      }
    }
  }

  private static ServerConnector connector(Server server, GatewaySettings settings) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
    return connector;
  }

  private static void requireTokenBeyondLoopback(GatewaySettings settings) throws IOException {
    boolean hasToken = settings.token().filter(t -> !t.isBlank()).isPresent();
    if (!hasToken && !InetAddress.getByName(settings.host()).isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "anybody who reaches "
              + settings.host()
              + " could publish: set a token (FAULTLINE_GATEWAY_TOKEN), or bind 127.0.0.1");
    }
  }
}
