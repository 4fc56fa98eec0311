package dev.faultline.api.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.faultline.api.http.Delivery;
import dev.faultline.api.query.ReadConnections;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /api/v1/events}. One thread asks ClickHouse for all listeners, and only while there
 * are some. Events carry no more than what has changed: who missed some asks for the state.
 */
public final class EventStream extends Handler.Abstract implements AutoCloseable {

  /** Where it is. */
  public static final String PATH = "/api/v1/events";

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final int LISTENERS = 100;
  private static final int EVERY_SECONDS = 2;
  private static final int ALIVE_EVERY = 7;

  private final ChangeReader changes;
  private final ObjectMapper mapper = new ObjectMapper();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "api-events");
            thread.setDaemon(true);
            return thread;
          });
  private int rounds;

  public EventStream(ReadConnections connections) {
    changes = new ChangeReader(connections);
    executor.scheduleWithFixedDelay(this::round, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!Request.getPathInContext(request).equals(PATH) || !request.getMethod().equals("GET")) {
      return false;
    }
    if (listeners.size() >= LISTENERS) {
      Delivery.send(
          request,
          response,
          callback,
          503,
          "application/problem+json",
          "{\"type\":\"about:blank\",\"title\":\"Unavailable\",\"status\":503,\"detail\":\"Too many listen already.\"}"
              .getBytes(StandardCharsets.UTF_8),
          "no-store");
      return true;
    }
    response.setStatus(200);
    response.getHeaders().put("Content-Type", "text/event-stream");
    response.getHeaders().put("Cache-Control", "no-store");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    Listener listener = new Listener(response, callback);
    listeners.add(listener);
    listener.send("retry: 3000\n: listening\n\n");
    return true;
  }

  private void round() {
    if (listeners.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    if (rounds++ % ALIVE_EVERY == 0) {
      text.append(": alive\n\n");
    }
    try {
      for (Change change : changes.read()) {
        text.append("event: ").append(change.kind()).append("\ndata: ");
        text.append(mapper.writeValueAsString(change.data())).append("\n\n");
      }
    } catch (SQLException | JsonProcessingException e) {
      LOG.debug("no events: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("no events", e);
    }
    if (text.length() > 0) {
      listeners.forEach(listener -> listener.send(text.toString()));
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    listeners.forEach(Listener::end);
  }

  /** One client. What it is too slow for is left out; the next event tells it to ask again. */
  private final class Listener {
    private final Response response;
    private final Callback callback;
    private final AtomicBoolean writing = new AtomicBoolean();

    Listener(Response response, Callback callback) {
      this.response = response;
      this.callback = callback;
    }

    void send(String text) {
      if (writing.compareAndSet(false, true)) {
        Content.Sink.write(
            response,
            false,
            text,
            Callback.from(() -> writing.set(false), failure -> gone(failure)));
      }
    }

    private void gone(Throwable failure) {
      if (listeners.remove(this)) {
        callback.failed(failure);
      }
    }

    void end() {
      if (listeners.remove(this)) {
        callback.succeeded();
      }
    }
  }
}
