package dev.faultline.local.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.faultline.local.FreePorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.slf4j.LoggerFactory;

/**
 * A broker in a process of its own that ends, as by kill -9, when every producer was told that its
 * transaction is committed and no partition was told yet.
 */
final class CommitsCutOff {

  static final String TOPIC = "written";
  static final String READ_TOPIC = "read";
  static final String GROUP = "group";
  static final int PARTITIONS = 4;
  static final int PRODUCERS = 4;

  /** The more there are, the longer a broker that starts takes to tell who leads them. */
  private static final int OTHER_PARTITIONS = 200;

  /** Transactions of each producer; the last one's markers are held back. */
  static final int TRANSACTIONS = 3;

  static final int EXIT_CODE = 86;

  private CommitsCutOff() {}

  public static void main(String[] arguments) throws Exception {
    Broker broker = Broker.start(Path.of(arguments[0]), FreePorts.one(), FreePorts.one());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      run(broker, admin);
    }
  }

  private static void run(Broker broker, Admin admin) throws Exception {
    admin
        .createTopics(
            List.of(
                new NewTopic(TOPIC, PARTITIONS, (short) 1),
                new NewTopic(READ_TOPIC, PRODUCERS, (short) 1),
                new NewTopic("others", OTHER_PARTITIONS, (short) 1)))
        .all()
        .get();
    List<KafkaProducer<Integer, Integer>> producers = new ArrayList<>();
    for (int i = 0; i < PRODUCERS; i++) {
      producers.add(producer(broker, i));
    }
    for (int transaction = 1; transaction < TRANSACTIONS; transaction++) {
      commitWithEach(producers, transaction);
    }
    awaitMarkers(admin);
    MarkersHeldBack held = MarkersHeldBack.begin();
    commitWithEach(producers, TRANSACTIONS);
    held.first.await();
    Runtime.getRuntime().halt(EXIT_CODE);
  }

  private static void awaitMarkers(Admin admin) throws Exception {
    ListTransactionsOptions begun =
        new ListTransactionsOptions().filterStates(Set.of(TransactionState.PREPARE_COMMIT));
    while (!admin.listTransactions(begun).all().get().isEmpty()) {
      Thread.sleep(10);
    }
  }

  private static void commitWithEach(List<KafkaProducer<Integer, Integer>> producers, int number) {
    for (int i = 0; i < producers.size(); i++) {
      KafkaProducer<Integer, Integer> producer = producers.get(i);
      producer.beginTransaction();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        producer.send(new ProducerRecord<>(TOPIC, partition, i, number));
      }
      producer.sendOffsetsToTransaction(
          Map.of(new TopicPartition(READ_TOPIC, i), new OffsetAndMetadata(number)),
          new ConsumerGroupMetadata(GROUP));
      producer.commitTransaction();
    }
  }

  private static KafkaProducer<Integer, Integer> producer(Broker broker, int number) {
    KafkaProducer<Integer, Integer> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", broker.bootstrapServers(), "transactional.id", "id-" + number),
            new IntegerSerializer(),
            new IntegerSerializer());
    producer.initTransactions();
    return producer;
  }

  /** The thread that sends markers says so before it does, and is not let out of that again. */
  private static final class MarkersHeldBack extends AppenderBase<ILoggingEvent> {

    private final CountDownLatch first = new CountDownLatch(1);

    static MarkersHeldBack begin() {
      MarkersHeldBack held = new MarkersHeldBack();
      held.start();
      Logger client = (Logger) LoggerFactory.getLogger(NetworkClient.class);
      client.setAdditive(false);
      client.setLevel(Level.DEBUG);
      client.addAppender(held);
      return held;
    }

    @Override
    public void doAppend(ILoggingEvent event) {
      // without the lock of the class above: other threads' events must pass
      append(event);
    }

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getFormattedMessage().contains("Sending WRITE_TXN_MARKERS")) {
        first.countDown();
        await(new CountDownLatch(1));
      }
    }

    private static void await(CountDownLatch never) {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
