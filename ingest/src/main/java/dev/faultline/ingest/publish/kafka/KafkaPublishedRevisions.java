package dev.faultline.ingest.publish.kafka;

import dev.faultline.ingest.incident.RevisionLedger;
import dev.faultline.ingest.publish.PublishFailedException;
import dev.faultline.ingest.publish.PublishedRevisions;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.wire.RegistryUnavailableException;
import dev.faultline.schemas.wire.UndecodableException;
import dev.faultline.schemas.wire.WireDecoder;
import dev.faultline.service.retry.Backoff;
import dev.faultline.service.retry.Retry;
import dev.faultline.service.retry.RetryListener;
import dev.faultline.service.retry.Sleeper;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic of incident revisions from its beginning to its end, and later on from there. Two
 * publishers that number revisions of one incident within the same moment may give one number
 * twice; content hash and {@code known_at} still tell the two apart.
 */
public final class KafkaPublishedRevisions implements PublishedRevisions, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaPublishedRevisions.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int MOST_IDLE_POLLS = 30;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final KafkaConnection connection;
  private final Consumer<byte[], byte[]> consumer;
  private final WireDecoder<IncidentRevision> decoder;
  private final Retry registry;

  KafkaPublishedRevisions(
      KafkaConnection connection,
      Consumer<byte[], byte[]> consumer,
      WireDecoder<IncidentRevision> decoder,
      Sleeper sleeper) {
    this.connection = connection;
    this.consumer = consumer;
    this.decoder = decoder;
    this.registry = Retry.forever(Backoff.DEFAULT, sleeper, new WaitingLog()).atMost(LONGEST_WAIT);
  }

  /**
   * Prepares to read.
   *
   * @throws PublishFailedException if the brokers do not answer within 30 s
   */
  public static KafkaPublishedRevisions open(KafkaConnection connection) {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            connection.readerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topic.INCIDENTS.topicName()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    } catch (KafkaException e) {
      consumer.close();
      throw FailureText.explain(e, connection);
    }
    return new KafkaPublishedRevisions(
        connection, consumer, connection.serdes().decoder(Topic.INCIDENTS), Sleeper.THREAD);
  }

  @Override
  public synchronized void enterInto(RevisionLedger ledger) {
    try {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      int idle = 0;
      while (isBefore(ends)) {
        int read = enter(consumer.poll(POLL), ledger);
        idle = read == 0 ? idle + 1 : 0;
        if (idle > MOST_IDLE_POLLS) {
          throw new TimeoutException("no revision read for " + MOST_IDLE_POLLS + " s");
        }
      }
    } catch (KafkaException e) {
      throw FailureText.explain(e, connection);
    }
  }

  private boolean isBefore(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  /**
   * Enters a batch whole. If that fails half-way, the next read begins behind what was entered: a
   * revision that is skipped would be published again under a number that is taken.
   *
   * @return the number of records
   */
  private int enter(ConsumerRecords<byte[], byte[]> batch, RevisionLedger ledger) {
    Map<TopicPartition, Long> next = new HashMap<>();
    batch.partitions().forEach(p -> next.put(p, batch.records(p).get(0).offset()));
    try {
      for (ConsumerRecord<byte[], byte[]> record : batch) {
        enter(record, ledger);
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
      }
    } catch (RuntimeException e) {
      next.forEach(consumer::seek);
      throw e;
    }
    return batch.count();
  }

  /** What nobody can decode is no revision: it is passed over, so that it cannot block for good. */
  private void enter(ConsumerRecord<byte[], byte[]> record, RevisionLedger ledger) {
    try {
      ledger.enter(
          registry.call(
              "reading published revisions",
              () -> decoder.decode(record.value()),
              RegistryUnavailableException.class::isInstance));
    } catch (UndecodableException e) {
      LOG.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .log("{}-{} is passed over: it {}", record.topic(), record.offset(), e.getMessage());
    } catch (RegistryUnavailableException e) {
      throw new SerializationException(e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a decoder throws nothing else", e);
    }
  }

  /** Says what is waited for. */
  private static final class WaitingLog implements RetryListener {
    @Override
    public void waiting(String what, int failures, Duration delay, Throwable cause) {
      LOG.warn("{} waits {} ms: {}", what, delay.toMillis(), cause.getMessage());
    }

    @Override
    public void recovered(String what) {
      LOG.warn("{} goes on", what);
    }
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}
