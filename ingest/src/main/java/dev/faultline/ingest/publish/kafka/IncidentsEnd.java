package dev.faultline.ingest.publish.kafka;

import dev.faultline.ingest.publish.PublishFailedException;
import dev.faultline.schemas.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * How long the incident topic is, for watermarks to tell. Asked at most once a second, whether the
 * brokers answer or not: an older answer says less, but nothing wrong.
 */
final class IncidentsEnd implements AutoCloseable {

  /** Asks the brokers for the offset of the next revision. */
  @FunctionalInterface
  interface Question {
    long ask() throws ExecutionException, InterruptedException;
  }

  private static final Duration HOLDS = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final TopicPartition INCIDENTS =
      new TopicPartition(Topic.INCIDENTS.topicName(), 0);

  private final KafkaConnection connection;
  private final Question question;
  private final Runnable closing;
  private final LongSupplier nanos;
  private boolean isKnown;
  private boolean wasAsked;
  private long askedAt;
  private long position;
  private Throwable failure;

  /**
   * @param question may take as long as the brokers are given
   * @param closing ends whoever asks
   */
  IncidentsEnd(
      KafkaConnection connection, Question question, Runnable closing, LongSupplier nanos) {
    this.connection = connection;
    this.question = question;
    this.closing = closing;
    this.nanos = nanos;
  }

  /**
   * Asks through a client of its own.
   *
   * @param patience how long the brokers may take
   */
  static IncidentsEnd open(KafkaConnection connection, Duration patience) {
    Admin admin = Admin.create(connection.adminSettings(patience));
    return new IncidentsEnd(
        connection,
        () ->
            admin
                .listOffsets(Map.of(INCIDENTS, OffsetSpec.latest()))
                .partitionResult(INCIDENTS)
                .get()
                .offset(),
        () -> admin.close(CLOSE_TIMEOUT),
        System::nanoTime);
  }

  /**
   * Every revision before this offset has been published.
   *
   * @throws PublishFailedException if the brokers have never answered
   */
  synchronized long position() {
    if (!wasAsked || nanos.getAsLong() - askedAt >= HOLDS.toNanos()) {
      ask();
    }
    if (!isKnown) {
      throw FailureText.explain(failure, connection);
    }
    return position;
  }

  private void ask() {
    try {
      // lower than before if the topic was made anew, or an unclean election cut it: the revisions
      // are gone, and whoever reads it must not wait for them
      position = question.ask();
      isKnown = true;
    } catch (ExecutionException e) {
      failure = e.getCause();
    } catch (KafkaException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = e;
      return;
    }
    wasAsked = true;
    askedAt = nanos.getAsLong();
  }

  @Override
  public void close() {
    closing.run();
  }
}
