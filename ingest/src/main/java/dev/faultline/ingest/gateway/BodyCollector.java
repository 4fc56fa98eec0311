package dev.faultline.ingest.gateway;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads one body without holding a thread while the sender is slow. Ends once: with the body, or
 * with why there is none (too large, too slow, broken off, or too many bodies at once).
 */
final class BodyCollector implements Runnable {

  private final Request request;
  private final BodyBudget budget;
  private final Consumer<byte[]> complete;
  private final Consumer<Answer> failed;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean ended;

  BodyCollector(
      Request request, BodyBudget budget, Consumer<byte[]> complete, Consumer<Answer> failed) {
    this.request = request;
    this.budget = budget;
    this.complete = complete;
    this.failed = failed;
  }

  /** Reads what is there, and comes back when there is more. */
  @Override
  public void run() {
    Runnable end = readAvailable();
    if (end != null) {
      end.run();
    }
  }

  /** The sender has had its time. */
  void timeOut() {
    Runnable end;
    synchronized (this) {
      end = ended ? null : fail(Answer.error(408, "the body did not arrive in time"));
    }
    if (end != null) {
      end.run();
    }
  }

  /** The sender must have sent this much by now, or all of it. */
  void timeOutUnlessReceived(int bytes) {
    boolean slow;
    synchronized (this) {
      slow = body.size() < bytes;
    }
    if (slow) {
      timeOut();
    }
  }

  /** Gives the memory back; the body must not be used any more. */
  synchronized void release() {
    budget.release(body.size());
    body.reset();
  }

  private synchronized Runnable readAvailable() {
    while (!ended) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return null;
      }
      if (Content.Chunk.isFailure(chunk)) {
        return fail(Answer.error(400, "the body broke off"));
      }
      Runnable refusal = append(chunk);
      boolean last = chunk.isLast();
      chunk.release();
      if (refusal != null) {
        return refusal;
      }
      if (last) {
        ended = true;
        byte[] bytes = body.toByteArray();
        return () -> complete.accept(bytes);
      }
    }
    return null;
  }

  private Runnable append(Content.Chunk chunk) {
    int size = chunk.remaining();
    if (body.size() + size > GatewaySettings.MOST_BYTES) {
      return fail(Answer.error(413, "the body is larger than 10 MiB: send it in parts"));
    }
    if (!budget.take(size)) {
      return fail(Answer.unavailable("too many requests at once", 1));
    }
    byte[] bytes = new byte[size];
    chunk.get(bytes, 0, size);
    body.write(bytes, 0, size);
    return null;
  }

  private Runnable fail(Answer answer) {
    ended = true;
    return () -> failed.accept(answer);
  }
}
