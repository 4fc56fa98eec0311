package dev.faultline.local;

import dev.faultline.service.lifecycle.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A child process as a service: it fails when the process ends, and when it does not answer for so
 * long that it must be taken for hung; it is killed then.
 */
final class ChildService implements Service {

  private static final Duration ASK_EVERY = Duration.ofSeconds(1);

  /** Starts the process and returns when it answers. */
  @FunctionalInterface
  interface Start {
    ChildProcess run() throws IOException, InterruptedException;
  }

  private final String name;
  private final Start start;
  private final BooleanSupplier answers;
  private final Duration hungAfter;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile ChildProcess process;
  private volatile boolean isAnswering = true;

  /**
   * @param name what people call it, such as ClickHouse
   * @param answers asks it a question with a time limit of its own
   * @param hungAfter for how long it may leave questions without an answer
   */
  ChildService(String name, Start start, BooleanSupplier answers, Duration hungAfter) {
    this.name = name;
    this.start = start;
    this.answers = answers;
    this.hungAfter = hungAfter;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() throws IOException, InterruptedException {
    process = start.run();
    process.ended().thenAccept(how -> fail(how));
    Thread thread = new Thread(this::watch, "watch-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** The process's id; 0 before the start. */
  long pid() {
    ChildProcess running = process;
    return running == null ? 0 : running.pid();
  }

  /** Whether it answered when it was asked last, which is every second. */
  boolean isAnswering() {
    return isAnswering;
  }

  @Override
  public void close() {
    closing.countDown();
    ChildProcess running = process;
    if (running != null) {
      running.close();
    }
  }

  private void watch() {
    long lastAnswer = System.nanoTime();
    try {
      while (!closing.await(ASK_EVERY.toMillis(), TimeUnit.MILLISECONDS) && !failure.isDone()) {
        isAnswering = answers.getAsBoolean();
        if (isAnswering) {
          lastAnswer = System.nanoTime();
        } else if (System.nanoTime() - lastAnswer > hungAfter.toNanos()) {
          String how =
              "process %d has not answered for %d s and was killed"
                  .formatted(process.pid(), hungAfter.toSeconds());
          fail(how);
          process.kill();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fail(String how) {
    if (closing.getCount() > 0) {
      failure.complete(new LocalStackException(how));
    }
  }
}
