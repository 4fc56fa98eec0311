package dev.faultline.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what was started, last first, when the process is told to stop (SIGTERM, Ctrl-C) or ends
 * by itself, and lets a stop on demand exit with 0.
 */
final class Shutdown implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  private final Deque<Part> parts = new ArrayDeque<>();
  private final CompletableFuture<Void> asked = new CompletableFuture<>();
  private final Thread hook = new Thread(this::stopOnSignal, "shutdown");

  private record Part(String name, AutoCloseable closing) {}

  Shutdown() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Takes charge of something started. */
  synchronized <T extends AutoCloseable> T register(String name, T part) {
    parts.push(new Part(name, part));
    return part;
  }

  /** Waits until the process is told to stop. */
  void await() throws InterruptedException, ExecutionException {
    asked.get();
  }

  /**
   * Waits until the process is told to stop, or a part cannot go on.
   *
   * @throws ExecutionException with what the part failed with
   */
  void await(CompletableFuture<Void> failure) throws InterruptedException, ExecutionException {
    CompletableFuture.anyOf(asked, failure).get();
  }

  private void stopOnSignal() {
    asked.complete(null);
    closeAll();
    // the JVM would exit with 143 or 130; being told to stop is not a failure
    Runtime.getRuntime().halt(0);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      // the hook is at it, and ends the process
      waitForHook();
    }
    closeAll();
  }

  private void waitForHook() {
    try {
      hook.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void closeAll() {
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.closing().close();
      } catch (Exception e) {
        LOG.warn("{} did not stop cleanly: {}", part.name(), e.toString());
      }
    }
  }
}
