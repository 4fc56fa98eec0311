package dev.faultline.ingest.poll;

import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.poll.FeedFetcher.Fetched;
import dev.faultline.ingest.poll.PollFailure.Reason;
import dev.faultline.ingest.source.SourceFormat.Yields;
import dev.faultline.schemas.FeedPoll;
import dev.faultline.schemas.PollOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One feed and what is remembered of it from poll to poll. Polled by one thread at a time. */
final class FeedPoller {

  private static final Logger LOG = LoggerFactory.getLogger(FeedPoller.class);
  private static final int LONGEST_DETAIL = 500;
  private static final int MANY_FAILURES = 10;

  private final Feed feed;
  private final FeedFetcher fetcher;
  private final FeedIntake intake;
  private final Clock clock;
  private final PollSchedule schedule;
  private final RejectionDeduplicator refusedBefore = new RejectionDeduplicator();
  private Validators known = Validators.NONE;
  private Optional<Duration> notBefore = Optional.empty();
  private int failures;

  /** How a poll ended; without an HTTP status if there was no answer. */
  private record Ended(PollResult taken, Optional<Fetched> fetched) {}

  FeedPoller(Feed feed, FeedFetcher fetcher, FeedIntake intake, Clock clock) {
    this.feed = feed;
    this.fetcher = fetcher;
    this.intake = intake;
    this.clock = clock;
    this.schedule = new PollSchedule(feed.interval());
  }

  Feed feed() {
    return feed;
  }

  /** How long to wait before the first poll. */
  Duration first(double jitter) {
    return schedule.first(jitter);
  }

  /** How long to wait before the next poll. */
  Duration next(double jitter) {
    return schedule.next(failures, notBefore, jitter);
  }

  /** Polls once. A failure is an outcome, and never an exception. */
  FeedPoll poll() throws InterruptedException {
    long begun = System.nanoTime();
    Ended ended = tryToRead();
    Optional<PollFailure> failure = ended.taken.failure();
    if (failure.isPresent()) {
      failures++;
      LOG.atWarn()
          .addKeyValue("feed", feed.name())
          .log(
              "feed {}: {} ({})",
              feed.name(),
              detail(failure.get()),
              failure.get().reason().word());
      if (failures == MANY_FAILURES) {
        LOG.error("{} has failed {} times on end: is it still where it was?", feed, failures);
      }
    } else {
      failures = 0;
      ended.fetched.ifPresent(this::remember);
    }
    notBefore = failure.flatMap(PollFailure::retryAfter);
    return row(ended, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
  }

  private Ended tryToRead() throws InterruptedException {
    try {
      Fetched fetched = fetcher.fetch(feed, known);
      PollResult taken =
          fetched.notModified()
              ? new PollResult(clock.instant(), 0, 0, 0, 0, Optional.empty())
              : intake.take(feed, fetched.body(), refusedBefore);
      return new Ended(taken, Optional.of(fetched));
    } catch (PollFailure e) {
      return new Ended(PollResult.failed(clock.instant(), e), Optional.empty());
    } catch (RuntimeException e) {
      LOG.error("feed {} could not be polled", feed.name(), e);
      PollFailure defect = new PollFailure(Reason.DEFECT, e.toString(), e);
      return new Ended(PollResult.failed(clock.instant(), defect), Optional.empty());
    }
  }

  /**
   * Remembers a document that was read to its end; the rest of another would never be asked for. A
   * list of nodes is asked for again even if it has not changed, because what it says it says of
   * now.
   */
  private void remember(Fetched fetched) {
    if (feed.format().yields() == Yields.INCIDENTS) {
      known = fetched.validators();
    }
  }

  private FeedPoll row(Ended ended, long durationMillis) {
    PollResult taken = ended.taken;
    Optional<PollFailure> failure = taken.failure();
    Integer status = ended.fetched.map(Fetched::httpStatus).orElse(null);
    if (status == null && failure.isPresent() && failure.get().httpStatus().isPresent()) {
      status = failure.get().httpStatus().getAsInt();
    }
    return new FeedPoll(
        feed.name(),
        feed.source(),
        feed.format().name(),
        taken.at(),
        outcome(ended),
        failure.map(f -> f.reason().word()).orElse(null),
        failure.map(FeedPoller::detail).orElse(null),
        status,
        durationMillis,
        ended.fetched.map(fetched -> (long) fetched.body().length).orElse(0L),
        taken.accepted(),
        taken.rejected(),
        taken.published(),
        taken.vanished());
  }

  private static PollOutcome outcome(Ended ended) {
    PollResult taken = ended.taken;
    if (taken.failure().isPresent()) {
      return PollOutcome.FAILED;
    }
    if (ended.fetched.filter(Fetched::notModified).isPresent()) {
      return PollOutcome.NOT_MODIFIED;
    }
    if (taken.rejected() > 0) {
      return PollOutcome.INCOMPLETE;
    }
    return taken.accepted() == 0 ? PollOutcome.NOTHING_LISTED : PollOutcome.READ;
  }

  private static String detail(PollFailure failure) {
    String message = failure.getMessage();
    return Quoted.line(message == null ? failure.reason().word() : message, LONGEST_DETAIL);
  }
}
