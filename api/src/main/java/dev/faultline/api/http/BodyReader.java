package dev.faultline.api.http;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads one body without holding a thread while the sender is slow. Ends once: with the body, or
 * with why there is none (too large, too slow or broken off).
 */
final class BodyReader {

  private final Request request;
  private final int limit;
  private final Consumer<byte[]> complete;
  private final Consumer<Problem> failed;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean ended;
  private volatile Scheduler.Task timeout;

  /**
   * @param limit the most bytes that a body may have
   */
  BodyReader(Request request, int limit, Consumer<byte[]> complete, Consumer<Problem> failed) {
    this.request = request;
    this.limit = limit;
    this.complete = complete;
    this.failed = failed;
  }

  /**
   * Begins to read.
   *
   * @param longest how long the whole body may take
   */
  void begin(Duration longest) {
    timeout =
        request
            .getComponents()
            .getScheduler()
            .schedule(this::timeOut, longest.toMillis(), TimeUnit.MILLISECONDS);
    read();
  }

  private void read() {
    Runnable end = readAvailable();
    if (end != null) {
      timeout.cancel();
      end.run();
    }
  }

  private void timeOut() {
    Runnable end;
    synchronized (this) {
      end = ended ? null : fail(Problem.tooSlow());
    }
    if (end != null) {
      end.run();
    }
  }

  private synchronized Runnable readAvailable() {
    while (!ended) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this::read);
        return null;
      }
      if (Content.Chunk.isFailure(chunk)) {
        return fail(Problem.brokenOff());
      }
      byte[] bytes = new byte[chunk.remaining()];
      chunk.get(bytes, 0, bytes.length);
      boolean last = chunk.isLast();
      chunk.release();
      if (body.size() + bytes.length > limit) {
        return fail(Problem.tooLarge(limit));
      }
      body.write(bytes, 0, bytes.length);
      if (last) {
        ended = true;
        byte[] whole = body.toByteArray();
        return () -> complete.accept(whole);
      }
    }
    return null;
  }

  private Runnable fail(Problem problem) {
    ended = true;
    return () -> failed.accept(problem);
  }
}
