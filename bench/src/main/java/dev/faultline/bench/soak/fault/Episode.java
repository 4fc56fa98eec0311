package dev.faultline.bench.soak.fault;

import dev.faultline.bench.soak.Stack;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One fault from its beginning to the moment when all is well again.
 *
 * @param limits what it is held to
 * @param red after which time the stack said so, if it did
 * @param green how long after the fault's end it said that all works; empty if it did not in time
 * @param error what kept the fault from being done
 */
public record Episode(
    Fault fault,
    RecoveryLimits limits,
    Optional<Duration> red,
    Optional<Duration> green,
    Optional<String> error) {

  private static final Duration GIVEN_UP = Duration.ofSeconds(180);
  private static final long LOOK_MILLIS = 100;

  /** Shorter is not well again: what asks the parts does so every two seconds. */
  private static final Duration FOR = Duration.ofSeconds(4);

  /** Does the fault and watches. */
  public static Episode of(Fault fault, Stack stack, RecoveryLimits limits)
      throws InterruptedException {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      long begun = System.nanoTime();
      Future<?> doing =
          executor.submit(
              () -> {
                fault.begin().run();
                return null;
              });
      Optional<Duration> red = Optional.empty();
      while (!doing.isDone() || (fault.seen() && red.isEmpty() && since(begun, limits.red()))) {
        if (red.isEmpty() && !stack.isReady()) {
          red = Optional.of(Duration.ofNanos(System.nanoTime() - begun));
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      Optional<String> error = errorOf(doing, fault);
      return new Episode(fault, limits, red, awaitGreen(stack, System.nanoTime()), error);
    } finally {
      executor.shutdownNow();
    }
  }

  private static boolean since(long begun, Duration limit) {
    return System.nanoTime() - begun < limit.toNanos();
  }

  private static Optional<String> errorOf(Future<?> doing, Fault fault)
      throws InterruptedException {
    try {
      fault.end().run();
      doing.get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(e.getCause().toString());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return Optional.of(e.toString());
    }
  }

  private static Optional<Duration> awaitGreen(Stack stack, long ended)
      throws InterruptedException {
    long green = 0;
    while (stack.isUpAlive() && since(ended, GIVEN_UP)) {
      long now = System.nanoTime();
      if (!stack.isReady()) {
        green = 0;
      } else if (green == 0) {
        green = now;
      } else if (!since(green, FOR)) {
        return Optional.of(Duration.ofNanos(green - ended));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return Optional.empty();
  }

  /** What was not as it must be, if anything. */
  public Optional<String> violation() {
    if (error.isPresent()) {
      return Optional.of(fault.name() + " could not be done: " + error.get());
    }
    if (fault.seen() && (red.isEmpty() || red.get().compareTo(limits.red()) > 0)) {
      return Optional.of(fault.name() + ": not red within " + limits.red().toSeconds() + " s");
    }
    if (green.isEmpty() || green.get().compareTo(limits.green()) > 0) {
      return Optional.of(fault.name() + ": green again " + after(green));
    }
    return Optional.empty();
  }

  /** How it went, in a line. */
  public String outcome() {
    return "red %s, green %s%s"
        .formatted(
            red.isEmpty() && !fault.seen() ? "never, as it may" : after(red),
            after(green),
            violation().map(text -> "; VIOLATION: " + text).orElse(""));
  }

  private static String after(Optional<Duration> time) {
    return time.map(each -> "after %.1f s".formatted(each.toMillis() / 1e3)).orElse("never");
  }
}
