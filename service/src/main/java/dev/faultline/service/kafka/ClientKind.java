package dev.faultline.service.kafka;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The kinds of Kafka clients, what settings each has, and which of them are not to be changed. */
enum ClientKind {
  /** Writes records. Each is there once, and in order, or its sender is told. */
  PRODUCER(
      "producer.",
      ProducerConfig.configNames(),
      Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true"),
      Set.of(
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG)),

  /** Reads records. What was aborted is not read, and offsets are committed by us alone. */
  CONSUMER(
      "consumer.",
      ConsumerConfig.configNames(),
      Map.of(
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          "read_committed",
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          "false",
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "earliest",
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
          "false"),
      Set.of(
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
          ConsumerConfig.GROUP_PROTOCOL_CONFIG,
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG)),

  /** Creates topics and asks about them. */
  ADMIN("admin.", AdminClientConfig.configNames(), Map.of(), Set.of()),

  /** A Kafka Streams application, which hands settings on to clients of the other kinds. */
  STREAMS(
      "streams.",
      Set.of(),
      Map.of("processing.guarantee", "exactly_once_v2"),
      Set.of("application.id", "state.dir", "num.stream.threads"));

  private final String prefix;
  private final Set<String> names;
  private final Map<String, String> required;
  private final Set<String> ours;

  ClientKind(String prefix, Set<String> names, Map<String, String> required, Set<String> ours) {
    this.prefix = prefix;
    this.names = names;
    this.required = required;
    this.ours = ours;
  }

  /** Before a setting for this kind of client alone. */
  String prefix() {
    return prefix;
  }

  /** Whether Kafka has such a setting for this kind of client. */
  boolean knows(String name) {
    return names.contains(name) || required.containsKey(name) || ours.contains(name);
  }

  /** What correctness needs, whatever an operator sets. */
  Map<String, String> required() {
    return required;
  }

  /** Whether an operator may not set this: correctness needs a value, or an option sets it. */
  boolean decides(String name) {
    return required.containsKey(name) || ours.contains(name);
  }

  /** Whether an operator's value is not the one that is used. */
  boolean overrides(String name, String value) {
    return decides(name) && !value.equalsIgnoreCase(required.get(name));
  }
}
