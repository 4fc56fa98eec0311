package dev.faultline.local.clickhouse.http;

import dev.faultline.local.clickhouse.engine.EngineException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Gives queries threads of their own. However many of them run or have clients that send and read
 * slowly, the server's threads stay free, so that <code>/ping</code> is answered, and so is {@link
 * HttpFront#LIVENESS_QUERY}, by which the supervisor tells a healthy engine from a hung one.
 */
final class QueryQueue extends Handler.Abstract {

  private static final int AT_ONCE = 64;
  private static final int RESERVE = 2;
  private static final int WAITING = 1000;

  private final QueryHandler queries;
  private final ThreadPoolExecutor threads;
  private final ThreadPoolExecutor reserve;

  QueryQueue(QueryHandler queries) {
    this.queries = queries;
    this.threads = pool(AT_ONCE, "clickhouse-query-");
    this.reserve = pool(RESERVE, "clickhouse-liveness-");
  }

  private static ThreadPoolExecutor pool(int size, String name) {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            60,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> new Thread(task, name + count.incrementAndGet()));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    // a query may be silent, or wait for its turn, for as long as it likes
    request.addIdleTimeoutListener(timeout -> false);
    try {
      ThreadPoolExecutor pool = asksForLiveness(request) ? reserve : threads;
      pool.execute(() -> queries.answer(request, response, callback));
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

  /** Has no body to wait for, and an answer that never fills a socket. */
  private static boolean asksForLiveness(Request request) {
    return HttpMethod.GET.is(request.getMethod())
        && HttpFront.LIVENESS_QUERY.equals(request.getHttpURI().getQuery())
        && request.getLength() <= 0
        && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }

  @Override
  protected void doStop() throws Exception {
    threads.shutdown();
    reserve.shutdown();
    super.doStop();
  }
}
