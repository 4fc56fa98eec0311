package dev.faultline.service.lifecycle;

import dev.faultline.service.retry.RetryDelays;
import dev.faultline.service.retry.Sleeper;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service that is made and started again when it fails, a bounded number of times: {@link
 * #failure()} completes when that is used up, or at once for failures that a start would not mend.
 * The first start is not repeated: what cannot start at all is for a person.
 */
public final class SupervisedService implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(SupervisedService.class);

  /** Makes a service that has not been started. */
  @FunctionalInterface
  public interface Factory {
    /** A new one. */
    Service create() throws Exception;
  }

  private final String name;
  private final Factory factory;
  private final RestartPolicy policy;
  private final Predicate<Throwable> isFinal;
  private final Consumer<String> events;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final Deque<Instant> restarts = new ArrayDeque<>();
  private final Object lock = new Object();
  private volatile Service current;
  private volatile String problem;
  private volatile Instant restarted;
  private Thread thread;

  /**
   * @param name what people call it
   * @param isFinal failures that are not worth a new start
   * @param events is told of each failure and each new start, in a line for people
   */
  public SupervisedService(
      String name,
      Factory factory,
      RestartPolicy policy,
      Predicate<Throwable> isFinal,
      Consumer<String> events,
      Clock clock) {
    this.name = name;
    this.factory = factory;
    this.policy = policy;
    this.isFinal = isFinal;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() throws Exception {
    begin();
    thread = new Thread(this::supervise, "supervise-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** Why it does not run, or has not run for long enough; empty while it does. */
  public Optional<String> problem() {
    Instant since = restarted;
    if (problem == null
        && since != null
        && clock.instant().isBefore(since.plus(policy.settling()))) {
      return Optional.of("was started again just now");
    }
    return Optional.ofNullable(problem);
  }

  /** Stops it, and the supervision first. */
  @Override
  public void close() {
    closing.countDown();
    Thread supervisor = thread;
    if (supervisor != null && supervisor != Thread.currentThread()) {
      supervisor.interrupt();
    }
    synchronized (lock) {
      closeCurrent();
    }
  }

  /** Makes and starts one; it is closed again if it cannot start, or if this is closing. */
  private void begin() throws Exception {
    synchronized (lock) {
      if (closing.getCount() == 0) {
        throw new InterruptedException(name + " is closing");
      }
      Service made = factory.create();
      current = made;
      try {
        made.start();
      } catch (Exception | Error e) {
        closeCurrent();
        throw e;
      }
    }
  }

  private void supervise() {
    try {
      while (true) {
        Throwable reason = failureOfCurrent();
        problem = text(reason);
        if (!restart(reason)) {
          return;
        }
        restarted = clock.instant();
        problem = null;
      }
    } catch (InterruptedException e) {
      // closing
    } catch (Throwable e) {
      // nobody else would see it
      fail(e, name + " cannot be supervised: " + text(e));
    }
  }

  private Throwable failureOfCurrent() throws InterruptedException {
    CompletableFuture<Throwable> failed = current.failure();
    try {
      return failed.get();
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  /** Starts again until it runs; false if that is given up. */
  private boolean restart(Throwable first) throws InterruptedException {
    RetryDelays delays = new RetryDelays(policy.backoff());
    Throwable reason = first;
    while (true) {
      problem = text(reason);
      if (isFinal.test(reason)) {
        fail(reason, text(reason));
        return false;
      }
      if (!mayRestart()) {
        fail(reason, name + " failed again after " + policy + " restarts; last: " + text(reason));
        return false;
      }
      report(
          "%s failed: %s. Starting it again (%d of at most %s)."
              .formatted(name, text(reason), restarts.size(), policy));
      synchronized (lock) {
        closeCurrent();
      }
      Sleeper.until(closing).sleep(delays.next(reason));
      long begun = System.nanoTime();
      try {
        begin();
        report("%s runs again after %.1f s".formatted(name, (System.nanoTime() - begun) / 1e9));
        return true;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        reason = e;
      }
    }
  }

  private boolean mayRestart() {
    Instant now = clock.instant();
    while (!restarts.isEmpty() && restarts.peek().isBefore(now.minus(policy.within()))) {
      restarts.poll();
    }
    if (restarts.size() >= policy.attempts()) {
      return false;
    }
    restarts.add(now);
    return true;
  }

  private void fail(Throwable reason, String text) {
    problem = text;
    synchronized (lock) {
      closeCurrent();
    }
    failure.complete(new ServiceFailedException(text, reason));
  }

  private void report(String line) {
    events.accept(line);
  }

  private void closeCurrent() {
    Service last = current;
    if (last == null) {
      return;
    }
    try {
      last.close();
    } catch (RuntimeException e) {
      LOG.warn("{} did not stop cleanly: {}", name, e.toString());
    }
  }

  private static String text(Throwable reason) {
    return reason.getMessage() == null ? reason.toString() : reason.getMessage();
  }
}
