package dev.faultline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A consumer in a group and a transaction, both with half an hour's patience, whose broker goes.
 */
final class Unfinished implements AutoCloseable {

  private static final String GROUP = "unfinished";
  private static final int HALF_AN_HOUR = 1_800_000;
  private static final int LONGEST_TRANSACTION = 900_000;

  private final KafkaConsumer<String, String> consumer;
  private final KafkaProducer<String, String> producer;

  Unfinished(String bootstrapServers) {
    consumer = consumer(bootstrapServers);
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "transactional.id",
                GROUP,
                "transaction.timeout.ms",
                LONGEST_TRANSACTION),
            new StringSerializer(),
            new StringSerializer());
  }

  private static KafkaConsumer<String, String> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "group.id",
            GROUP,
            "session.timeout.ms",
            HALF_AN_HOUR,
            "max.poll.interval.ms",
            HALF_AN_HOUR,
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest"),
        new StringDeserializer(),
        new StringDeserializer());
  }

  /** Reads a topic as a member of the group, and writes to another what is not committed. */
  void begin(String from, String to) throws Exception {
    consumer.subscribe(List.of(from));
    ConsumerRecords<String, String> read = ConsumerRecords.empty();
    while (read.isEmpty()) {
      read = consumer.poll(Duration.ofMillis(100));
    }
    producer.initTransactions();
    producer.beginTransaction();
    Future<?> written = producer.send(new ProducerRecord<>(to, "key", "not committed"));
    producer.flush();
    written.get();
    producer.sendOffsetsToTransaction(
        Map.of(new TopicPartition(from, 0), new OffsetAndMetadata(1)), consumer.groupMetadata());
  }

  /** The next member of the group gets the partition at once, and nothing stands in its way. */
  static void assertNothingIsLeft(String bootstrapServers, String from, String to)
      throws Exception {
    TopicPartition read = new TopicPartition(from, 0);
    TopicPartition written = new TopicPartition(to, 0);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        KafkaConsumer<String, String> next = consumer(bootstrapServers)) {
      assertThat(
              admin
                  .listTransactions(
                      new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                  .all()
                  .get())
          .isEmpty();
      assertThat(next.endOffsets(List.of(written)))
          .as("a record and its abort marker")
          .containsEntry(written, 2L);
      assertThat(next.committed(Set.of(read), Duration.ofSeconds(5)))
          .as("offsets of a transaction that was not committed")
          .containsEntry(read, null);
      next.subscribe(List.of(from));
      assertThat(next.poll(Duration.ofSeconds(20)).count()).isPositive();
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    consumer.close(Duration.ZERO);
  }
}
