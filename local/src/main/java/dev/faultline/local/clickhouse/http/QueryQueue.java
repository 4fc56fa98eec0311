package dev.faultline.local.clickhouse.http;

import dev.faultline.local.clickhouse.engine.EngineException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Gives queries threads of their own. However many of them run or have clients that send and read
 * slowly, the server's threads stay free, so that <code>/ping</code> is answered.
 */
final class QueryQueue extends Handler.Abstract {

  private static final int AT_ONCE = 64;
  private static final int WAITING = 1000;

  private final QueryHandler queries;
  private final ThreadPoolExecutor threads;

  QueryQueue(QueryHandler queries) {
    this.queries = queries;
    AtomicInteger count = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            60,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> new Thread(task, "clickhouse-query-" + count.incrementAndGet()));
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    // a query may be silent, or wait for its turn, for as long as it likes
    request.addIdleTimeoutListener(timeout -> false);
    try {
      threads.execute(() -> queries.answer(request, response, callback));
    } catch (RejectedExecutionException e) {
      queries.refuse(
          request,
          response,
          callback,
          EngineException.of(
              202,
              "TOO_MANY_SIMULTANEOUS_QUERIES",
              "Too many simultaneous queries: " + AT_ONCE + " run and " + WAITING + " wait"));
    }
    return true;
  }

  @Override
  protected void doStop() throws Exception {
    threads.shutdown();
    super.doStop();
  }
}
