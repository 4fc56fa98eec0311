package dev.faultline.ingest.publish.kafka;

import dev.faultline.ingest.publish.PublishFailedException;
import dev.faultline.ingest.watermark.Publishers;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.registry.RegistryFailure;
import dev.faultline.schemas.wire.RegistryUnavailableException;
import dev.faultline.schemas.wire.UndecodableException;
import dev.faultline.schemas.wire.WireDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topic of publishers from its beginning to its end, and later on from there. */
public final class KafkaPublishers implements Publishers, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaPublishers.class);
  private static final TopicPartition PARTITION =
      new TopicPartition(Topic.PUBLISHERS.topicName(), 0);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int MOST_IDLE_POLLS = 30;

  private final KafkaConnection connection;
  private final Consumer<byte[], byte[]> consumer;
  private final WireDecoder<PublisherProgress> decoder;
  private final Map<String, PublisherProgress> newest = new LinkedHashMap<>();
  private long position;

  private KafkaPublishers(
      KafkaConnection connection,
      Consumer<byte[], byte[]> consumer,
      WireDecoder<PublisherProgress> decoder) {
    this.connection = connection;
    this.consumer = consumer;
    this.decoder = decoder;
  }

  /** Prepares to read; asks the brokers nothing yet. */
  public static KafkaPublishers open(KafkaConnection connection) {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            connection.readerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(List.of(PARTITION));
    consumer.seekToBeginning(List.of(PARTITION));
    return new KafkaPublishers(connection, consumer, connection.serdes().decoder(Topic.PUBLISHERS));
  }

  @Override
  public synchronized List<PublisherProgress> read() {
    try {
      long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
      int idle = 0;
      while (consumer.position(PARTITION) < end) {
        List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(PARTITION);
        for (ConsumerRecord<byte[], byte[]> record : records) {
          enter(record);
          position = record.offset() + 1;
        }
        idle = records.isEmpty() ? idle + 1 : 0;
        if (idle > MOST_IDLE_POLLS) {
          throw new TimeoutException("nothing read for " + MOST_IDLE_POLLS + " s");
        }
      }
      return List.copyOf(newest.values());
    } catch (RegistryUnavailableException e) {
      // what was polled and not entered is polled again
      consumer.seek(PARTITION, position);
      throw new PublishFailedException(RegistryFailure.ofCall(e, connection.registryUrl()), e);
    } catch (KafkaException e) {
      throw FailureText.explain(e, connection);
    }
  }

  private void enter(ConsumerRecord<byte[], byte[]> record) throws RegistryUnavailableException {
    if (record.key() == null) {
      return;
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    PublisherProgress progress = null;
    try {
      progress = record.value() == null ? null : decoder.decode(record.value());
    } catch (UndecodableException e) {
      LOG.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .log("{}-{} tells of no publisher: {}", PARTITION, record.offset(), e.getMessage());
    }
    // in the order in which it was said last
    newest.remove(key);
    if (progress != null) {
      newest.put(key, progress);
    }
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}
