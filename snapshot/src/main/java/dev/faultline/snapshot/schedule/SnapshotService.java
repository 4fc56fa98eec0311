package dev.faultline.snapshot.schedule;

import dev.faultline.service.lifecycle.Service;
import dev.faultline.service.metrics.PartGauges;
import dev.faultline.service.retry.Sleeper;
import dev.faultline.snapshot.NotClosedException;
import dev.faultline.snapshot.NothingToTellException;
import dev.faultline.snapshot.SnapshotException;
import dev.faultline.snapshot.SnapshotOutcome;
import dev.faultline.snapshot.catalogue.Catalogue;
import dev.faultline.snapshot.catalogue.Gaps;
import dev.faultline.snapshot.release.ReleaseName;
import dev.faultline.snapshot.release.Releases;
import dev.faultline.snapshot.release.Retention;
import dev.faultline.snapshot.release.SnapshotsLock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Makes snapshots on a schedule. What was missed, while it was down or a population had not closed,
 * is made as soon as it can be, each as of its own time, the oldest first. A run that fails is
 * tried again; none ends the service.
 */
public final class SnapshotService implements Service {

  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
  private static final String RUNS = "faultline.snapshot.runs";

  private final Schedule schedule;
  private final Path all;
  private final Optional<Duration> keep;
  private final SnapshotRun run;
  private final Consumer<String> events;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final PartGauges gauges;
  private final AtomicLong due = new AtomicLong();
  private final AtomicLong newest = new AtomicLong();
  private volatile String problem;
  private String waitingFor = "";
  private Thread thread;

  /**
   * @param keep how long snapshots are kept; empty for ever
   * @param events is told of each run, in a line
   */
  public SnapshotService(
      Schedule schedule,
      Path all,
      Optional<Duration> keep,
      SnapshotRun run,
      Consumer<String> events,
      MeterRegistry metrics,
      Clock clock) {
    this.schedule = schedule;
    this.all = all;
    this.keep = keep;
    this.run = run;
    this.events = events;
    this.metrics = metrics;
    this.clock = clock;
    gauges = new PartGauges(metrics);
    gauges.tell(
        "faultline.snapshot.due",
        "Instants that the schedule has called for and that have no snapshot yet.",
        null,
        Tags.empty(),
        due::doubleValue);
    gauges.tell(
        "faultline.snapshot.newest.timestamp",
        "Instant of the newest snapshot, in seconds of Unix time; 0 if there is none.",
        "seconds",
        Tags.empty(),
        newest::doubleValue);
    // a counter that begins at its first event hides it from a rate
    List.of("made", "failed", "gap").forEach(this::runs);
  }

  @Override
  public String name() {
    return "snapshots";
  }

  @Override
  public synchronized void start() {
    thread = new Thread(this::work, "snapshots");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** Why the last run failed; empty if it did not. One that waits for a population is well. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  @Override
  public synchronized void close() {
    closing.countDown();
    if (thread != null) {
      thread.interrupt();
    }
    gauges.close();
  }

  private void work() {
    try {
      while (closing.getCount() > 0) {
        boolean worked = makeDue();
        Sleeper.until(closing).sleep(worked ? LOOK : AFTER_FAILURE);
      }
    } catch (InterruptedException e) {
      // closing
    } catch (Throwable e) {
      failure.complete(e);
    }
  }

  /**
   * Makes what is due, as far as it can be made now.
   *
   * @return false if a run failed and should be tried again later
   */
  boolean makeDue() throws InterruptedException {
    try {
      List<Instant> times = dueNow();
      due.set(times.size());
      Optional<SnapshotException> refused = Optional.empty();
      for (Instant asOf : times) {
        try {
          if (closing.getCount() == 0 || !make(asOf)) {
            return true;
          }
          due.decrementAndGet();
        } catch (SnapshotException e) {
          // this one needs a person; the others do not wait for that
          refused = refused.or(() -> Optional.of(e));
        }
      }
      prune();
      if (refused.isPresent()) {
        throw refused.get();
      }
      problem = null;
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      String text = e.getMessage() == null ? e.toString() : e.getMessage();
      if (!text.equals(problem)) {
        events.accept("a snapshot failed and is tried again: " + text);
      }
      problem = text;
      runs("failed").increment();
      return false;
    }
  }

  private Counter runs(String outcome) {
    return Counter.builder(RUNS)
        .description("Runs, by outcome: made, failed, or gap where there was nothing to tell.")
        .tag("outcome", outcome)
        .register(metrics);
  }

  private List<Instant> dueNow() throws IOException {
    Set<Instant> done =
        Releases.in(all).stream()
            .filter(
                name -> {
                  try {
                    // one that a killed run did not come to list is announced and listed now
                    return Catalogue.lists(all, name);
                  } catch (IOException e) {
                    return false;
                  }
                })
            .map(ReleaseName::asOf)
            .collect(Collectors.toSet());
    done.stream().max(Instant::compareTo).ifPresent(last -> newest.set(last.getEpochSecond()));
    return DueRuns.of(schedule, done, Gaps.read(all).keySet(), keep, clock.instant());
  }

  /** False if it has to wait, and with it all later ones. */
  private boolean make(Instant asOf) throws Exception {
    try {
      SnapshotOutcome outcome = run.run(asOf);
      events.accept(
          "snapshot %s: %d populations, %,d rows in %s"
              .formatted(outcome.name(), outcome.populations(), outcome.rows(), outcome.folder()));
      newest.set(asOf.getEpochSecond());
      runs("made").increment();
      return true;
    } catch (NotClosedException open) {
      if (!waitingFor.equals(open.getMessage())) {
        waitingFor = open.getMessage();
        events.accept("snapshot of " + asOf + " waits: " + waitingFor);
      }
      return false;
    } catch (NothingToTellException nothing) {
      if (Releases.in(all).isEmpty()) {
        // nothing has begun yet: the schedule counts from the first snapshot
        return false;
      }
      Gaps.add(all, asOf, nothing.getMessage());
      try (SnapshotsLock lock = SnapshotsLock.take(all, events)) {
        Catalogue.write(all);
      }
      events.accept("no snapshot of " + asOf + ": " + nothing.getMessage());
      runs("gap").increment();
      return true;
    }
  }

  private void prune() throws IOException, InterruptedException {
    if (keep.isEmpty()) {
      return;
    }
    Instant oldest = clock.instant().minus(keep.get());
    if (Releases.in(all).stream().noneMatch(name -> name.asOf().isBefore(oldest))) {
      return;
    }
    try (SnapshotsLock lock = SnapshotsLock.take(all, events)) {
      List<Instant> gone = Retention.removeBefore(oldest, all);
      Catalogue.write(all);
      gone.forEach(
          asOf -> events.accept("snapshot of " + asOf + " is older than it is kept: removed"));
    }
  }
}
