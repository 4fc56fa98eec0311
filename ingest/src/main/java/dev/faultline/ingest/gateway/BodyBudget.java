package dev.faultline.ingest.gateway;

import java.util.concurrent.atomic.AtomicLong;

/** The memory for bodies of all requests together. */
final class BodyBudget {

  private final AtomicLong free;

  BodyBudget(long bytes) {
    this.free = new AtomicLong(bytes);
  }

  /** Takes some bytes, if they are free. */
  boolean take(long bytes) {
    if (free.addAndGet(-bytes) >= 0) {
      return true;
    }
    free.addAndGet(bytes);
    return false;
  }

  void release(long bytes) {
    free.addAndGet(bytes);
  }
}
