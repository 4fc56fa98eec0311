package dev.faultline.ingest.publish;

import dev.faultline.ingest.incident.RevisionLedger;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.wire.RegistryUnavailableException;
import dev.faultline.schemas.wire.UndecodableException;
import dev.faultline.schemas.wire.WireDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
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

  private final KafkaConnection connection;
  private final Consumer<byte[], byte[]> consumer;
  private final WireDecoder<IncidentRevision> decoder;

  KafkaPublishedRevisions(
      KafkaConnection connection,
      Consumer<byte[], byte[]> consumer,
      WireDecoder<IncidentRevision> decoder) {
    this.connection = connection;
    this.consumer = consumer;
    this.decoder = decoder;
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
        connection,
        consumer,
        new RegistrySerdes(connection.registryUrl()).decoder(Topic.INCIDENTS));
  }

  @Override
  public synchronized void enterInto(RevisionLedger ledger) {
    try {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      int idle = 0;
      while (isBefore(ends)) {
        int read = 0;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          enter(record, ledger);
          read++;
        }
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

  /** What nobody can decode is no revision: it is passed over, so that it cannot block for good. */
  private void enter(ConsumerRecord<byte[], byte[]> record, RevisionLedger ledger) {
    try {
      ledger.enter(decoder.decode(record.value()));
    } catch (UndecodableException e) {
      LOG.warn("{}-{} is passed over: it {}", record.topic(), record.offset(), e.getMessage());
    } catch (RegistryUnavailableException e) {
      throw new SerializationException(e);
    }
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}
