package dev.faultline.local.clickhouse.http;

import dev.faultline.local.clickhouse.access.ForeignRequestFilter;
import dev.faultline.local.clickhouse.engine.Engine;
import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.query.QueryRunner;
import dev.faultline.local.clickhouse.query.RunningQueries;
import dev.faultline.local.clickhouse.query.Sessions;
import dev.faultline.local.clickhouse.query.StatementGuard;
import dev.faultline.service.http.AllowedHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** ClickHouse's HTTP interface before the embedded engine. */
public final class HttpFront implements AutoCloseable {

  /** The query string of a GET that is answered however many queries run and wait. */
  public static final String LIVENESS_QUERY = "query=SELECT%201";

  /** They read requests and answer health checks; queries have threads of their own. */
  private static final int THREADS = 16;

  /**
   * The most that the URL and the headers of a request may have together. While they are read they
   * take twice that of the heap, which must have room for as many as there may be connections.
   */
  private static final int HEADER_BYTES = 1 << 17;

  private static final int CONNECTIONS = 400;

  /** When there are as many connections as may be, idle ones make room after this long. */
  private static final long CROWDED_IDLE_MILLIS = 5_000;

  private static final long LOOK_MILLIS = 500;

  private final Server server;
  private final ServerConnector connector;
  private final Sessions sessions;
  private final RunningQueries running;
  private final ScheduledExecutorService caretaker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "clickhouse-caretaker");
            thread.setDaemon(true);
            return thread;
          });

  private HttpFront(
      Server server, ServerConnector connector, Sessions sessions, RunningQueries running) {
    this.server = server;
    this.connector = connector;
    this.sessions = sessions;
    this.running = running;
  }

  /**
   * Starts to listen.
   *
   * @throws IOException if the port is in use or the folder cannot be written
   */
  public static HttpFront start(Engine engine, FrontSettings settings)
      throws IOException, EngineException {
    Files.createDirectories(settings.spool());
    Sessions sessions = new Sessions(engine, Clock.systemUTC());
    RunningQueries running = new RunningQueries(engine);
    QueryRunner runner =
        new QueryRunner(engine, sessions, new StatementGuard(settings.allowFiles()));
    QueryHandler queries =
        new QueryHandler(
            runner, running, ServerFacts.of(engine), settings.login(), settings.spool());
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
    threads.setName("clickhouse-http");
    Server server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(HEADER_BYTES);
    configuration.setSendServerVersion(false);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.idle().toMillis());
    server.addConnector(connector);
    ConnectionLimit limit = new ConnectionLimit(CONNECTIONS, connector);
    limit.setIdleTimeout(CROWDED_IDLE_MILLIS);
    server.addBean(limit);
    AllowedHosts hosts = new AllowedHosts(settings.hosts());
    server.setHandler(new ForeignRequestFilter(hosts, new Paths(new QueryQueue(queries))));
    HttpFront front = new HttpFront(server, connector, sessions, running);
    front.start();
    return front;
  }

  private void start() throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("cannot start the HTTP server", e);
    }
    caretaker.scheduleWithFixedDelay(this::poll, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void poll() {
    running.cancelAbandoned();
    sessions.expire();
  }

  public int port() {
    return connector.getLocalPort();
  }

  /** Stops listening, cancels what runs and closes the sessions. */
  @Override
  public void close() throws Exception {
    caretaker.shutdownNow();
    connector.shutdown();
    running.cancelAll();
    server.stop();
    sessions.close();
  }
}
