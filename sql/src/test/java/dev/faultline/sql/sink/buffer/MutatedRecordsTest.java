package dev.faultline.sql.sink.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.service.retry.Backoff;
import dev.faultline.sql.batch.BatchLimits;
import dev.faultline.sql.batch.Checkpoint;
import dev.faultline.sql.batch.PartitionLedger;
import dev.faultline.sql.row.TableRoute;
import dev.faultline.testkit.MutatedValues;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever has happened to a record, it becomes one row or one refusal. */
class MutatedRecordsTest {

  private static final int RECORDS = 10_000;
  private static final String SCOPE = "sql-mutated";

  static Stream<TableRoute<?, ?>> landings() {
    return TableRoute.all().stream();
  }

  @ParameterizedTest
  @MethodSource("landings")
  void isOneRowOrOneRefusal(TableRoute<?, ?> landing) throws Exception {
    fill(landing);
  }

  private <V extends SpecificRecord> void fill(TableRoute<V, ?> landing) throws Exception {
    Topic topic = landing.topic();
    long seed = System.nanoTime();
    MutatedValues values =
        new MutatedValues(
            topic, id(topic), id(topic == Topic.RIPPLE ? Topic.IMPACT : Topic.RIPPLE), seed);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int offset = 0; offset < RECORDS; offset++) {
      byte[] key = offset % 100 == 0 ? null : new byte[offset % 7];
      records.add(new ConsumerRecord<>(topic.topicName(), 0, offset, key, values.next()));
    }
    PartitionBuffer buffer =
        new PartitionBuffer(
            new TopicPartition(topic.topicName(), 0),
            new PartitionLedger(Checkpoint.at(0), BatchLimits.DEFAULT),
            0,
            Backoff.DEFAULT);
    RowConverter<V, ?> converter =
        new RowConverter<>(landing, 0, new RegistrySerdes("mock://" + SCOPE).decoder(topic));

    assertThat(converter.fill(buffer, records, 0)).as("seed %d", seed).isTrue();

    Set<Long> outcomes = new HashSet<>();
    for (int row = 0; row < buffer.batch().rows(); row++) {
      assertThat(outcomes.add(buffer.batch().recordOf(row).offset())).isTrue();
    }
    for (Batch.Refused refused : buffer.batch().refused()) {
      assertThat(outcomes.add(refused.record().offset())).as("seed %d", seed).isTrue();
    }
    if (landing.refuses()) {
      assertThat(outcomes).as("seed %d", seed).hasSize(RECORDS);
    }
  }

  private static int id(Topic topic) throws Exception {
    SchemaRegistryClient registry = MockSchemaRegistry.getClientForScope(SCOPE);
    return registry.register(
        topic.subject(), new AvroSchema(RegistrySerdes.plain(topic.valueSchema())));
  }
}
