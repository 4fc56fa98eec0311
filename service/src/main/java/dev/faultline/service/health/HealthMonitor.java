package dev.faultline.service.health;

import dev.faultline.service.lifecycle.Service;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks every part how it is, each in a thread of its own, so that one that hangs delays no other
 * and {@link #report()} never waits. A part that does not answer within the limit is down.
 */
public final class HealthMonitor implements Service {

  private static final String NOT_ASKED = "has not answered yet";
  private static final Duration STARTING_INTERVAL = Duration.ofMillis(200);

  /** Who is not up after this long is told of, though it never was. */
  private static final Duration SLOW_START = Duration.ofSeconds(20);

  private final Duration interval;
  private final Duration limit;
  private final Clock clock;
  private final Consumer<String> events;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

  /**
   * @param interval between two questions to a part
   * @param limit how long an answer may take
   * @param events is told when a part goes down and when it is back, in a line for people
   */
  public HealthMonitor(Duration interval, Duration limit, Consumer<String> events, Clock clock) {
    this.interval = interval;
    this.limit = limit;
    this.events = events;
    this.clock = clock;
  }

  /** Adds a part. Comes before the start. */
  public HealthMonitor watch(String part, HealthCheck check) {
    parts.put(part, new Part(part, check));
    return this;
  }

  @Override
  public String name() {
    return "health";
  }

  @Override
  public synchronized void start() {
    for (Part part : parts.values()) {
      Thread thread = new Thread(() -> watch(part), "health-" + part.name);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  @Override
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** How all parts are, in the order in which they were added. */
  public List<Health> report() {
    return parts.values().stream().map(part -> part.health(clock.instant(), limit)).toList();
  }

  /** Whether all parts work. */
  public boolean isReady() {
    return report().stream().allMatch(Health::isUp);
  }

  @Override
  public synchronized void close() {
    closing.countDown();
    threads.forEach(Thread::interrupt);
  }

  private void watch(Part part) {
    try {
      do {
        part.ask(clock, events);
      } while (!closing.await(untilNext(part).toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      // closing
    } catch (Error e) {
      failure.complete(e);
    }
  }

  /** Who waits for a start need not wait for a question too. */
  private Duration untilNext(Part part) {
    return part.hasBeenUp() || interval.compareTo(STARTING_INTERVAL) < 0
        ? interval
        : STARTING_INTERVAL;
  }

  /** One part and what it said last. */
  private static final class Part {
    private final String name;
    private final HealthCheck check;
    private Optional<String> problem = Optional.of(NOT_ASKED);
    private Instant since = Instant.EPOCH;
    private Instant asked;
    private boolean hasBeenUp;
    private boolean saidDown;

    Part(String name, HealthCheck check) {
      this.name = name;
      this.check = check;
    }

    void ask(Clock clock, Consumer<String> events) throws InterruptedException {
      begin(clock.instant());
      Optional<String> answer;
      try {
        answer = check.problem();
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        answer = Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
      }
      end(clock.instant(), answer).ifPresent(events);
    }

    private synchronized void begin(Instant now) {
      asked = now;
    }

    /** Takes the answer; a line for people if it is news. */
    private synchronized Optional<String> end(Instant now, Optional<String> answer) {
      Duration took = Duration.between(asked, now);
      asked = null;
      if (since.equals(Instant.EPOCH) || answer.isEmpty() != problem.isEmpty()) {
        since = now.minus(took);
      }
      problem = answer;
      boolean isUp = answer.isEmpty();
      boolean isAgain = hasBeenUp;
      hasBeenUp |= isUp;
      boolean isNews = isUp ? saidDown : !saidDown && (isAgain || isSlow(now));
      if (!isNews) {
        return Optional.empty();
      }
      saidDown = !isUp;
      return Optional.of(
          answer
              .map(text -> "not ready: " + name + ": " + text)
              .orElse(name + (isAgain ? " is ready again" : " is ready")));
    }

    private boolean isSlow(Instant now) {
      return Duration.between(since, now).compareTo(SLOW_START) >= 0;
    }

    synchronized boolean hasBeenUp() {
      return hasBeenUp;
    }

    synchronized Health health(Instant now, Duration limit) {
      boolean overdue = asked != null && Duration.between(asked, now).compareTo(limit) > 0;
      return overdue && problem.isEmpty()
          ? new Health(
              name,
              Optional.of("does not answer within %.1f s".formatted(limit.toMillis() / 1e3)),
              asked)
          : new Health(name, problem, since);
    }
  }
}
