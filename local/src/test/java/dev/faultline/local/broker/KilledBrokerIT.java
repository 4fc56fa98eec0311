package dev.faultline.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.local.ChildJvm;
import dev.faultline.local.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a producer was told is committed is committed, whenever the broker was killed. */
class KilledBrokerIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path data;

  @Test
  void goesOnWithCommitsThatWereCutOff() throws Exception {
    assertThat(runUntilCutOff()).isEqualTo(CommitsCutOff.EXIT_CODE);

    try (Broker broker = Broker.start(data, FreePorts.one(), FreePorts.one());
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      await("nothing pending")
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(ends(admin, IsolationLevel.READ_COMMITTED))
                      .isEqualTo(ends(admin, IsolationLevel.READ_UNCOMMITTED)));
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      for (int i = 0; i < CommitsCutOff.PRODUCERS; i++) {
        offsets.put(
            new TopicPartition(CommitsCutOff.READ_TOPIC, i),
            new OffsetAndMetadata(CommitsCutOff.TRANSACTIONS));
      }
      assertThat(committed(broker.bootstrapServers(), offsets.keySet())).isEqualTo(offsets);
    }
  }

  private int runUntilCutOff() throws Exception {
    Process process =
        ChildJvm.of(CommitsCutOff.class, data)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Of each partition: the first offset that such a reader does not get. */
  private static Map<TopicPartition, Long> ends(Admin admin, IsolationLevel level)
      throws Exception {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (int partition = 0; partition < CommitsCutOff.PARTITIONS; partition++) {
      latest.put(new TopicPartition(CommitsCutOff.TOPIC, partition), OffsetSpec.latest());
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(latest, new ListOffsetsOptions(level))
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private static Map<TopicPartition, OffsetAndMetadata> committed(
      String bootstrapServers, Set<TopicPartition> partitions) {
    try (KafkaConsumer<Integer, Integer> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                CommitsCutOff.GROUP,
                "isolation.level",
                "read_committed"),
            new IntegerDeserializer(),
            new IntegerDeserializer())) {
      return consumer.committed(partitions, SOON);
    }
  }
}
