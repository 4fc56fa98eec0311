package dev.faultline.ingest.publish.kafka;

import dev.faultline.ingest.publish.Acknowledgement;
import dev.faultline.ingest.publish.PublishFailedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends on a thread of its own. How publishers go on is told when records are acknowledged, on the
 * producer's own thread. A send may wait there for what only that thread can fetch, such as where a
 * topic lies.
 */
final class SeparateSender {

  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(5);

  private final BiConsumer<ProducerRecord<String, SpecificRecord>, Acknowledgement> send;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "publisher-progress");
            thread.setDaemon(true);
            return thread;
          });

  private volatile PublishFailedException lastFailure;
  private volatile long failedAt;

  /**
   * @param send sends a record; it may wait
   */
  SeparateSender(BiConsumer<ProducerRecord<String, SpecificRecord>, Acknowledgement> send) {
    this.send = send;
  }

  /** Sends a record after those before it; returns at once. */
  void send(ProducerRecord<String, SpecificRecord> record, Acknowledgement acknowledgement) {
    try {
      thread.execute(() -> sendUnlessAway(record, acknowledgement));
    } catch (RejectedExecutionException e) {
      acknowledgement.answer(
          Optional.of(new PublishFailedException("this publisher is closed", e)));
    }
  }

  /**
   * While the brokers are away each send may wait for half a minute, and many may stand in line: so
   * those behind one that failed fail with it, until it is time to try again.
   */
  private void sendUnlessAway(
      ProducerRecord<String, SpecificRecord> record, Acknowledgement acknowledgement) {
    PublishFailedException last = lastFailure;
    if (last != null && System.nanoTime() - failedAt < TRY_AGAIN_AFTER.toNanos()) {
      acknowledgement.answer(Optional.of(last));
      return;
    }
    send.accept(
        record,
        failure -> {
          failedAt = System.nanoTime();
          lastFailure = failure.orElse(null);
          acknowledgement.answer(failure);
        });
  }

  /** Waits until what waits here has been handed on. */
  void flush() {
    try {
      thread.submit(() -> {}).get();
    } catch (RejectedExecutionException | ExecutionException e) {
      // closed: there is nothing that waits
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes no more, and waits for what is left. */
  void close(Duration atMost) {
    thread.shutdown();
    try {
      boolean unused = thread.awaitTermination(atMost.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
