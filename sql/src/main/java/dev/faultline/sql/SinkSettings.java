package dev.faultline.sql;

import dev.faultline.service.kafka.KafkaConfiguration;
import dev.faultline.service.retry.Backoff;
import dev.faultline.sql.batch.BatchLimits;
import dev.faultline.sql.sink.Sink;
import java.time.Duration;
import java.util.Map;

/**
 * What a sink needs to know.
 *
 * @param connection where Kafka and the registry are, with an operator's own settings
 * @param clickHouse where the rows go
 * @param groupId prefix of the consumer groups: each table has one of its own, {@code
 *     groupId.table}, so that trouble with one table neither stops nor rebalances another
 * @param epoch 0 to 65535; to be raised before a deliberate replay of offsets that landed already
 * @param limits when a batch is full
 * @param backoff how long to wait between attempts
 * @param insertTimeout how long to wait for ClickHouse's answer to one insert; the answer may still
 *     come to pass later, which the token makes harmless
 * @param closeGrace how long {@link Sink#close} waits for inserts under way
 * @param kafka further client properties in place of the defaults
 */
public record SinkSettings(
    KafkaConfiguration connection,
    ClickHouse clickHouse,
    String groupId,
    int epoch,
    BatchLimits limits,
    Backoff backoff,
    Duration insertTimeout,
    Duration closeGrace,
    Map<String, String> kafka) {

  /** Prefix of the consumer groups unless the installation says otherwise. */
  public static final String DEFAULT_GROUP = "faultline-sink";

  private static final int MAX_EPOCH = 0xFFFF;

  /** Checks the epoch. */
  public SinkSettings {
    if (epoch < 0 || epoch > MAX_EPOCH) {
      throw new IllegalArgumentException("epoch " + epoch + " is not between 0 and " + MAX_EPOCH);
    }
    kafka = Map.copyOf(kafka);
  }

  /** Without settings of an operator's own. */
  public SinkSettings(
      String bootstrapServers,
      String registryUrl,
      ClickHouse clickHouse,
      String groupId,
      int epoch,
      BatchLimits limits,
      Backoff backoff,
      Duration insertTimeout,
      Duration closeGrace,
      Map<String, String> kafka) {
    this(
        KafkaConfiguration.of(bootstrapServers, registryUrl),
        clickHouse,
        groupId,
        epoch,
        limits,
        backoff,
        insertTimeout,
        closeGrace,
        kafka);
  }

  /** The same as {@link #of(KafkaConfiguration, ClickHouse)} without settings of an operator's. */
  public static SinkSettings of(
      String bootstrapServers, String registryUrl, ClickHouse clickHouse) {
    return of(KafkaConfiguration.of(bootstrapServers, registryUrl), clickHouse);
  }

  /** The settings that suit one machine: group {@code faultline-sink}, epoch 0. */
  public static SinkSettings of(KafkaConfiguration connection, ClickHouse clickHouse) {
    return new SinkSettings(
        connection,
        clickHouse,
        DEFAULT_GROUP,
        0,
        BatchLimits.DEFAULT,
        Backoff.DEFAULT,
        Duration.ofMinutes(2),
        Duration.ofSeconds(20),
        Map.of());
  }

  /** The same with another epoch. */
  public SinkSettings withEpoch(int newEpoch) {
    return new SinkSettings(
        connection,
        clickHouse,
        groupId,
        newEpoch,
        limits,
        backoff,
        insertTimeout,
        closeGrace,
        kafka);
  }

  /** The same with other limits. */
  public SinkSettings withLimits(BatchLimits newLimits) {
    return new SinkSettings(
        connection,
        clickHouse,
        groupId,
        epoch,
        newLimits,
        backoff,
        insertTimeout,
        closeGrace,
        kafka);
  }

  /** The same with further client properties. */
  public SinkSettings withKafka(Map<String, String> newKafka) {
    return new SinkSettings(
        connection,
        clickHouse,
        groupId,
        epoch,
        limits,
        backoff,
        insertTimeout,
        closeGrace,
        newKafka);
  }

  /** Kafka's addresses. */
  public String bootstrapServers() {
    return connection.bootstrapServers();
  }

  /** The registry's URLs, separated by commas. */
  public String registryUrl() {
    return connection.registry().url();
  }

  /** The consumer group of one table. */
  public String groupOf(String table) {
    return groupId + "." + table;
  }
}
