package dev.faultline.cli.service;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets what runs end in order when the process is told to stop (Ctrl-C, SIGTERM): asks it to stop
 * and gives it a while.
 */
public final class StopOnSignal implements AutoCloseable {

  private static final long GIVEN_SECONDS = 15;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  public StopOnSignal(Runnable stop) {
    hook =
        new Thread(
            () -> {
              stop.run();
              awaitEnd();
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void awaitEnd() {
    try {
      ended.await(GIVEN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** It has ended. */
  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      // the hook is at it, and waits for nothing any more
    }
  }
}
