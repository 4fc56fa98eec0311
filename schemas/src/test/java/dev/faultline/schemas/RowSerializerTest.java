package dev.faultline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowSerializerTest {
  private static final String SCOPE = "row-serializer";

  private final Serializer<SpecificRecord> serializer =
      new RegistrySerdes("mock://" + SCOPE).serializer();
  private SchemaRegistryClient registry;

  @BeforeEach
  void register() throws Exception {
    registry = MockSchemaRegistry.getClientForScope(SCOPE);
    for (Topic topic : Topic.values()) {
      registry.register(topic.subject(), new AvroSchema(RegistrySerdes.plain(topic.valueSchema())));
    }
  }

  @Test
  void writesWhatConfluentsSerializerWrites() {
    KafkaAvroSerializer confluent = new KafkaAvroSerializer();
    confluent.configure(
        Map.of(
            "schema.registry.url",
            "mock://" + SCOPE,
            "auto.register.schemas",
            false,
            "avro.remove.java.properties",
            true),
        false);
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      boolean isShare = random.nextBoolean();
      String topic = (isShare ? Topic.ENTITY_SHARES : Topic.OBSERVATIONS).topicName();
      SpecificRecord record = isShare ? share(random) : observation(random);
      assertThat(serializer.serialize(topic, record)).isEqualTo(confluent.serialize(topic, record));
    }
    assertThat(serializer.serialize(Topic.OBSERVATIONS.topicName(), null)).isNull();
  }

  @Test
  void aRecordThatCannotBeWrittenSpoilsNoOther() {
    String topic = Topic.OBSERVATIONS.topicName();
    Observation right = observation(new Random(1));
    byte[] before = serializer.serialize(topic, right);
    Observation wrong = observation(new Random(1));
    wrong.put("status", null);

    assertThatThrownBy(() -> serializer.serialize(topic, wrong))
        .isInstanceOf(RuntimeException.class);

    assertThat(serializer.serialize(topic, right)).isEqualTo(before);
  }

  @Test
  void aSchemaThatIsNotRegisteredIsRefused() {
    Serializer<SpecificRecord> unregistered =
        new RegistrySerdes("mock://row-serializer-empty").serializer();

    assertThatThrownBy(
            () ->
                unregistered.serialize(Topic.OBSERVATIONS.topicName(), observation(new Random(1))))
        .isInstanceOf(SerializationException.class);
  }

  private static Observation observation(Random random) {
    return Observation.newBuilder()
        .setNetwork("solana")
        .setLayer("consensus")
        .setNodeId("node " + random.nextInt())
        .setObservedAt(Instant.ofEpochMilli(random.nextInt(Integer.MAX_VALUE)))
        .setStatus(NodeStatus.values()[random.nextInt(NodeStatus.values().length)])
        .setCountry(random.nextBoolean() ? "DE" : null)
        .setWeight(random.nextBoolean() ? random.nextLong() >>> 1 : null)
        .setSource("test")
        .build();
  }

  private static EntityShare share(Random random) {
    return new EntityShare(
        "solana",
        "consensus",
        Instant.ofEpochMilli(random.nextInt(Integer.MAX_VALUE)),
        300,
        Dimension.PROVIDER,
        Weighting.WEIGHT,
        "entity " + random.nextInt(),
        1L,
        random.nextLong() >>> 1,
        random.nextDouble(),
        1 + random.nextInt(50));
  }
}
