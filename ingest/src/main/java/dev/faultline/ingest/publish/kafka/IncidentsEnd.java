package dev.faultline.ingest.publish.kafka;

import dev.faultline.ingest.publish.PublishFailedException;
import dev.faultline.schemas.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * How long the incident topic is, for watermarks to tell. Asked at most once a second: an older
 * answer says less, but nothing wrong.
 */
final class IncidentsEnd implements AutoCloseable {

  private static final Duration HOLDS = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final TopicPartition INCIDENTS =
      new TopicPartition(Topic.INCIDENTS.topicName(), 0);

  private final KafkaConnection connection;
  private final Admin admin;
  private boolean isKnown;
  private long askedAt;
  private long position;

  IncidentsEnd(KafkaConnection connection, Duration patience) {
    this.connection = connection;
    this.admin = Admin.create(connection.adminSettings(patience));
  }

  /**
   * Every revision before this offset has been published.
   *
   * @throws PublishFailedException if the brokers have never answered
   */
  synchronized long position() {
    if (isKnown && System.nanoTime() - askedAt < HOLDS.toNanos()) {
      return position;
    }
    try {
      position =
          Math.max(
              position,
              admin
                  .listOffsets(Map.of(INCIDENTS, OffsetSpec.latest()))
                  .partitionResult(INCIDENTS)
                  .get()
                  .offset());
      isKnown = true;
      askedAt = System.nanoTime();
    } catch (ExecutionException e) {
      failUnlessKnown(e.getCause());
    } catch (KafkaException e) {
      failUnlessKnown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failUnlessKnown(e);
    }
    return position;
  }

  private void failUnlessKnown(Throwable failure) {
    if (!isKnown) {
      throw FailureText.explain(failure, connection);
    }
  }

  @Override
  public void close() {
    admin.close(CLOSE_TIMEOUT);
  }
}
