package dev.faultline.ingest.publish;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The records of one request, or of one poll, that are on their way. */
public final class PendingPublication {

  // one more than the records under way, until all have been published
  private final AtomicInteger open = new AtomicInteger(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicReference<PublishFailedException> failure = new AtomicReference<>();

  /** One more record is on its way. */
  public Acknowledgement publishing() {
    open.incrementAndGet();
    return this::answer;
  }

  /** Why a record failed, as far as is known. */
  public Optional<PublishFailedException> failure() {
    return Optional.ofNullable(failure.get());
  }

  /**
   * Waits until every record has been acknowledged or has failed.
   *
   * @return why one failed; empty if all were acknowledged
   */
  public Optional<PublishFailedException> await(Duration longest) throws InterruptedException {
    answer(Optional.empty());
    if (!done.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      return Optional.of(
          new PublishFailedException(
              "the brokers did not acknowledge within " + longest.toSeconds() + " s", null));
    }
    return failure();
  }

  private void answer(Optional<PublishFailedException> outcome) {
    outcome.ifPresent(f -> failure.compareAndSet(null, f));
    if (open.decrementAndGet() == 0) {
      done.countDown();
    }
  }
}
