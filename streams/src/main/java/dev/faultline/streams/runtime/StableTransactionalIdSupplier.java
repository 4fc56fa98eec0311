package dev.faultline.streams.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Gives producers a transactional id that is the same after a restart. Kafka Streams makes up a new
 * one at each start unless a store is on disk; then nobody ends the transaction that a killed
 * process has left open, and whoever needs the records or the offsets behind it waits until it
 * times out.
 */
final class StableTransactionalIdSupplier implements KafkaClientSupplier {

  private static final int UUID_LENGTH = 36;

  private final KafkaClientSupplier clients;
  private final UUID instance;

  /**
   * @param clients makes them
   * @param instance stands for the process in their transactional ids
   */
  StableTransactionalIdSupplier(KafkaClientSupplier clients, UUID instance) {
    this.clients = clients;
    this.instance = instance;
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    Map<String, Object> own = new HashMap<>(config);
    own.computeIfPresent(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG, (key, id) -> transactionalId((String) id));
    return clients.getProducer(own);
  }

  /** Kafka Streams names them {@code application-process-thread}. */
  private String transactionalId(String given) {
    int end = given.lastIndexOf('-');
    int begin = end - UUID_LENGTH;
    if (begin < 0) {
      throw new IllegalArgumentException("a transactional id without a process: " + given);
    }
    // throws if it is not one, which a later version of Kafka Streams might bring
    UUID.fromString(given.substring(begin, end));
    return given.substring(0, begin) + instance + given.substring(end);
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return clients.getAdmin(config);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return clients.getConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return clients.getRestoreConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return clients.getGlobalConsumer(config);
  }
}
