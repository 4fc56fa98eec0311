package dev.faultline.cli.service;

import dev.faultline.cli.metrics.Exposition;
import dev.faultline.service.health.Health;
import dev.faultline.service.http.HeaderTimeout;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Health and metrics of a process: {@code /health/live}, {@code /health/ready}, {@code /metrics},
 * and with {@code ?all=1} Kafka's own meters too. Whoever opens many connections, or sends heads
 * slowly, loses them.
 */
public final class OperationsServer implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private static final int MOST_CONNECTIONS = 1024;

  /** When there are as many connections as there may be, those that are idle make room. */
  private static final long CROWDED_IDLE_MILLIS = 500;

  private static final Duration LONGEST_HEAD = Duration.ofSeconds(5);

  private final Server server;
  private final ServerConnector connector;
  private final ScheduledExecutorService sweeper;

  private OperationsServer(
      Server server, ServerConnector connector, ScheduledExecutorService sweeper) {
    this.server = server;
    this.connector = connector;
    this.sweeper = sweeper;
  }

  /**
   * Starts on loopback.
   *
   * @param port 0 for any free one
   * @param parts how the parts are now; must not wait for anything
   * @throws IllegalStateException if the port is taken
   */
  public static OperationsServer start(
      int port, PrometheusMeterRegistry metrics, Supplier<List<Health>> parts) {
    return start(LOOPBACK, port, metrics, parts, List.of(), Optional.empty());
  }

  /**
   * Starts.
   *
   * @param host to listen on
   * @param port 0 for any free one
   * @param parts how the parts are now; must not wait for anything
   * @param others what else is served; each is asked before health and metrics
   * @param token what all but health asks for; empty on loopback only
   * @throws IllegalStateException if the port is taken
   */
  public static OperationsServer start(
      String host,
      int port,
      PrometheusMeterRegistry metrics,
      Supplier<List<Health>> parts,
      List<Handler> others,
      Optional<String> token) {
    Server server = new Server(new QueuedThreadPool(8, 2));
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost(host);
    connector.setPort(port);
    server.addConnector(connector);
    HeaderTimeout slowHeads = new HeaderTimeout(LONGEST_HEAD, System::nanoTime);
    connector.addBean(slowHeads);
    NetworkConnectionLimit limit = new NetworkConnectionLimit(MOST_CONNECTIONS, server);
    limit.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
    server.addBean(limit);
    List<Handler> handlers = new ArrayList<>(others);
    handlers.add(new Operations(metrics, parts));
    server.setHandler(
        new HeadsSeen(slowHeads, new AccessGuard(token, new Handler.Sequence(handlers))));
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(
          "operations port "
              + port
              + " cannot be opened: "
              + e.getMessage()
              + ". Stop what uses it, or give another --port-offset.",
          e);
    }
    return new OperationsServer(server, connector, sweep(slowHeads));
  }

  private static ScheduledExecutorService sweep(HeaderTimeout slowHeads) {
    ScheduledExecutorService sweeper =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "operations-sweeper");
              thread.setDaemon(true);
              return thread;
            });
    ScheduledFuture<?> unused =
        sweeper.scheduleWithFixedDelay(slowHeads::sweep, 1, 1, TimeUnit.SECONDS);
    return sweeper;
  }

  /** The port it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() throws Exception {
    sweeper.shutdownNow();
    server.stop();
  }

  /** Tells the limit of heads which of them have arrived. */
  private static final class HeadsSeen extends Handler.Wrapper {
    private final HeaderTimeout slowHeads;

    HeadsSeen(HeaderTimeout slowHeads, Handler next) {
      super(next);
      this.slowHeads = slowHeads;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      Connection connection = request.getConnectionMetaData().getConnection();
      slowHeads.served(connection);
      Request.addCompletionListener(request, failure -> slowHeads.answered(connection));
      return super.handle(request, response, callback);
    }
  }

  /** Answers the three paths. */
  private static final class Operations extends Handler.Abstract {
    private final PrometheusMeterRegistry metrics;
    private final Supplier<List<Health>> parts;

    Operations(PrometheusMeterRegistry metrics, Supplier<List<Health>> parts) {
      this.metrics = metrics;
      this.parts = parts;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      switch (Request.getPathInContext(request)) {
        case "/health/live" -> answer(response, callback, 200, "live\n");
        case "/health/ready" -> ready(response, callback);
        case "/metrics" ->
            answer(response, callback, 200, Exposition.of(metrics, asksForAll(request)));
        default -> answer(response, callback, 404, "try /health/live, /health/ready or /metrics\n");
      }
      return true;
    }

    private static boolean asksForAll(Request request) {
      return "1".equals(Request.extractQueryParameters(request).getValue("all"));
    }

    private void ready(Response response, Callback callback) {
      List<Health> report = parts.get();
      String text =
          report.stream()
              .map(
                  part ->
                      part.part()
                          + part.problem().map(why -> ": not ready: " + why).orElse(": ready"))
              .collect(Collectors.joining("\n", "", "\n"));
      boolean isReady = report.stream().allMatch(Health::isUp);
      answer(response, callback, isReady ? 200 : 503, text);
    }

    private static void answer(Response response, Callback callback, int status, String text) {
      response.setStatus(status);
      response
          .getHeaders()
          .put(HttpHeader.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
      Content.Sink.write(response, true, text, callback);
    }
  }
}
