package dev.faultline.local.clickhouse.http;

import dev.faultline.local.clickhouse.engine.Engine;
import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.query.QueryRunner;
import dev.faultline.local.clickhouse.query.RunningQueries;
import dev.faultline.local.clickhouse.query.Sessions;
import dev.faultline.local.clickhouse.query.StatementGuard;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** ClickHouse's HTTP interface before the embedded engine, on loopback. */
public final class HttpFront implements AutoCloseable {

  /** Also the limit of queries at once; more wait. */
  private static final int THREADS = 72;

  /** ClickHouse's http_max_uri_size: whole statements may stand in the URL. */
  private static final int URI_BYTES = 1 << 20;

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
   * @param port 0 for a free one
   * @throws IOException if the port is in use
   */
  public static HttpFront start(Engine engine, int port, boolean allowFiles)
      throws IOException, EngineException {
    Sessions sessions = new Sessions(engine, Clock.systemUTC());
    RunningQueries running = new RunningQueries(engine);
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
    threads.setName("clickhouse-http");
    Server server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(URI_BYTES);
    configuration.setSendServerVersion(false);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    // a query may be silent for as long as it likes
    connector.setIdleTimeout(TimeUnit.HOURS.toMillis(1));
    server.addConnector(connector);
    QueryHandler queries =
        new QueryHandler(
            new QueryRunner(engine, sessions, new StatementGuard(allowFiles)),
            running,
            ServerFacts.of(engine));
    server.setHandler(new Paths(queries));
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
    caretaker.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
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

  /** The paths of a server that clients look at. */
  private static final class Paths extends Handler.Wrapper {

    Paths(Handler queries) {
      super(queries);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String path = Request.getPathInContext(request);
      boolean bare = request.getHttpURI().getQuery() == null;
      boolean body =
          request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
      if (path.equals("/ping") || path.equals("/replicas_status")) {
        return text(response, callback, 200, "Ok.\n");
      }
      if (!path.equals("/") && !path.isEmpty() && !path.equals("/query")) {
        return text(
            response,
            callback,
            404,
            "There is no handle " + path + "\n\nUse / or /ping for health checks.\n");
      }
      if (bare && !body && request.getMethod().equals("GET")) {
        return text(response, callback, 200, "Ok.\n");
      }
      return super.handle(request, response, callback);
    }

    private static boolean text(Response response, Callback callback, int status, String text) {
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=UTF-8");
      Content.Sink.write(response, true, text, callback);
      return true;
    }
  }
}
