package dev.faultline.cli.service;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work of a start that goes on beside it. */
final class Background implements AutoCloseable {

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "start");
            thread.setDaemon(true);
            return thread;
          });

  <T> Future<T> start(Callable<T> work) {
    return threads.submit(work);
  }

  /**
   * Waits for a work's result.
   *
   * @throws Exception what the work ended with
   */
  static <T> T result(Future<T> work) throws Exception {
    try {
      return work.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception known ? known : new IllegalStateException(e);
    }
  }

  /** What is not done yet is given up. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
