package dev.faultline.cli.service;

import dev.faultline.service.lifecycle.ServiceFailedException;
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
public final class Shutdown implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  private final Deque<Part> parts = new ArrayDeque<>();
  private final CompletableFuture<Void> asked = new CompletableFuture<>();
  private final Thread hook = new Thread(this::stopOnSignal, "shutdown");

  private record Part(String name, AutoCloseable closing) {}

  public Shutdown() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Takes charge of something started. */
  public synchronized <T extends AutoCloseable> T register(String name, T part) {
    parts.push(new Part(name, part));
    return part;
  }

  /** Waits until the process is told to stop. */
  public void await() throws InterruptedException, ExecutionException {
    asked.get();
  }

  /**
   * Waits until the process is told to stop, or a part has failed.
   *
   * @throws ServiceFailedException with what it failed by
   */
  public void await(CompletableFuture<Throwable> failure)
      throws InterruptedException, ExecutionException {
    if (CompletableFuture.anyOf(asked, failure).get() instanceof Throwable reason) {
      throw reason instanceof ServiceFailedException failed
          ? failed
          : new ServiceFailedException(
              reason.getMessage() == null ? reason.toString() : reason.getMessage(), reason);
    }
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
