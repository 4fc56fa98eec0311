package dev.faultline.cli.operations;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Health and metrics of a process: {@code /health/live}, {@code /health/ready}, {@code /metrics}.
 */
public final class OperationsServer implements AutoCloseable {

  private final Server server;
  private final ServerConnector connector;

  private OperationsServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts on loopback.
   *
   * @param port 0 for any free one
   * @param parts what must be up for the process to be ready, by name
   * @throws IllegalStateException if the port is taken
   */
  public static OperationsServer start(
      int port, PrometheusMeterRegistry metrics, Map<String, BooleanSupplier> parts) {
    Server server = new Server(new QueuedThreadPool(8, 2));
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new Operations(metrics, new LinkedHashMap<>(parts)));
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
    return new OperationsServer(server, connector);
  }

  /** The port it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }

  /** Answers the three paths. */
  private static final class Operations extends Handler.Abstract {
    private final PrometheusMeterRegistry metrics;
    private final Map<String, BooleanSupplier> parts;

    Operations(PrometheusMeterRegistry metrics, Map<String, BooleanSupplier> parts) {
      this.metrics = metrics;
      this.parts = parts;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      switch (Request.getPathInContext(request)) {
        case "/health/live" -> answer(response, callback, 200, "live\n");
        case "/health/ready" -> ready(response, callback);
        case "/metrics" -> answer(response, callback, 200, metrics.scrape());
        default -> answer(response, callback, 404, "try /health/live, /health/ready or /metrics\n");
      }
      return true;
    }

    private void ready(Response response, Callback callback) {
      StringBuilder text = new StringBuilder();
      boolean all = true;
      for (Map.Entry<String, BooleanSupplier> part : parts.entrySet()) {
        boolean up = part.getValue().getAsBoolean();
        all &= up;
        text.append(part.getKey()).append(up ? ": ready\n" : ": not ready\n");
      }
      answer(response, callback, all ? 200 : 503, text.toString());
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
