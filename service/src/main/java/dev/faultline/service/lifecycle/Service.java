package dev.faultline.service.lifecycle;

import java.util.concurrent.CompletableFuture;

/**
 * A part of Faultline that runs until it is closed: a gateway, a poller, a sink, a topology, a
 * child process.
 */
public interface Service extends AutoCloseable {

  /**
   * What people call it, in messages and metrics: {@code gateway}, {@code sink}, {@code broker}.
   */
  String name();

  /**
   * Starts. Returns when the service has begun its work, not when it is ready.
   *
   * @throws Exception if it cannot start; what it had started by then is closed
   */
  void start() throws Exception;

  /**
   * Completes with the reason when the service can no longer do its work by itself. Never completes
   * while the service works, and never because it was closed.
   */
  CompletableFuture<Throwable> failure();

  /** Stops. Safe to call more than once, and before {@link #start}. */
  @Override
  void close();
}
