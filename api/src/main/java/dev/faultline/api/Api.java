package dev.faultline.api;

import dev.faultline.api.event.EventStream;
import dev.faultline.api.http.ApiHandler;
import dev.faultline.api.http.RateLimit;
import dev.faultline.api.http.StaticFiles;
import dev.faultline.api.query.ReadConnections;
import dev.faultline.service.health.Health;
import dev.faultline.sql.ClickHouse;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;

/** The API and the page as handlers of a server, with what they need. */
public final class Api implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int WAITING = 64;
  private static final double REQUESTS_PER_SECOND = 50;
  private static final double BURST = 200;

  private final ReadConnections connections;
  private final ExecutorService executor;
  private final EventStream events;
  private final List<Handler> handlers;

  private Api(ClickHouse clickHouse, Supplier<List<Health>> parts, Clock clock) {
    // one for the events, which else would wait for questions
    connections = new ReadConnections(clickHouse, THREADS + 1);
    executor = executor();
    events = new EventStream(connections);
    handlers =
        List.of(
            new StaticFiles(),
            events,
            new ApiHandler(
                Routes.of(connections, parts, clock),
                new RateLimit(REQUESTS_PER_SECOND, BURST, clock),
                executor));
  }

  /**
   * Connects when first asked.
   *
   * @param parts how the parts of the process are; must not wait for anything
   */
  public static Api of(ClickHouse clickHouse, Supplier<List<Health>> parts, Clock clock) {
    return new Api(clickHouse, parts, clock);
  }

  /** Each handles what is its own. */
  public List<Handler> handlers() {
    return handlers;
  }

  private static ExecutorService executor() {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        THREADS,
        THREADS,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(WAITING),
        task -> {
          Thread thread = new Thread(task, "api-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public void close() {
    events.close();
    executor.shutdownNow();
    connections.close();
  }
}
