package dev.faultline.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.wire.UndecodableException;
import dev.faultline.schemas.wire.WireDecoder;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.testkit.MutatedValues;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Records that something has happened to cost a topology these records and nothing else. */
@Timeout(120)
class MutatedRecordsTest {

  private static final int RECORDS = 10_000;
  private static final Instant AT = Instant.parse("2025-10-20T00:57:00Z");
  private static final Population SOLANA = new Population("solana", "consensus");
  private static final String[] KEYS = {
    "", "nonsense", "solana/consensus/x", "~watermark/", "a/b/c/d", "\uFFFF"
  };

  @TempDir private Path folder;
  private final long seed = System.nanoTime();

  @Test
  void observationsAreLostAlone() throws Exception {
    List<DecentralizationRow> expected;
    try (IndexDriver clean = new IndexDriver("mutated-clean", folder.resolve("clean"))) {
      observe(clean, 0);
      observe(clean, 1);
      clean.watermark(SOLANA, AT.plusSeconds(30));
      expected = clean.read(Topic.DECENTRALIZATION);
    }
    MutatedValues values = values("mutated-observations", Topic.OBSERVATIONS);
    try (IndexDriver driver = new IndexDriver("mutated-observations", folder.resolve("dirty"))) {
      observe(driver, 0);
      for (int i = 0; i < RECORDS; i++) {
        driver.publishRaw(KEYS[i % KEYS.length], values.next(), AT.plusSeconds(i % 60));
      }
      observe(driver, 1);
      driver.watermark(SOLANA, AT.plusSeconds(30));

      assertThat(driver.<DecentralizationRow>read(Topic.DECENTRALIZATION))
          .as("seed %d", seed)
          .isEqualTo(expected);
      assertOneLetterEach(driver.read(Topic.DEAD_LETTERS), RECORDS);
    }
  }

  @Test
  void theIndexGoesOnWhateverTheIncidentsAre() throws Exception {
    MutatedValues values = values("mutated-incidents", Topic.INCIDENTS);
    try (IndexDriver driver = new IndexDriver("mutated-incidents", folder)) {
      for (int i = 0; i < RECORDS; i++) {
        driver.publishRawIncident(values.next(), AT);
      }
      observe(driver, 0);
      driver.watermark(SOLANA, AT.plusSeconds(30), RECORDS);

      assertThat(driver.<DecentralizationRow>read(Topic.DECENTRALIZATION))
          .as("seed %d", seed)
          .hasSize(3 * 9 * 2);
    }
  }

  @Test
  void reliabilityLosesWhatItCannotRead() throws Exception {
    String scope = "mutated-reliability";
    MutatedValues values = values(scope, Topic.INCIDENTS);
    RegistrySerdes registry = new RegistrySerdes("mock://" + scope);
    WireDecoder<IncidentRevision> decoder = registry.decoder(Topic.INCIDENTS);
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    try (TopologyTestDriver driver =
        new TopologyTestDriver(
            new ReliabilityTopology(registry, AlertRules.load(), false).get(), properties)) {
      TestInputTopic<byte[], byte[]> incidents =
          driver.createInputTopic(
              Topic.INCIDENTS.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
      Map<Long, String> broken = new HashMap<>();
      for (long offset = 0; offset < RECORDS; offset++) {
        byte[] value = values.next();
        if (isBroken(decoder, value)) {
          broken.put(offset, "");
        }
        incidents.pipeInput(null, value, AT);
      }
      incidents.pipeInput(
          null,
          registry
              .<IncidentRevision>serializer()
              .serialize(
                  Topic.INCIDENTS.topicName(),
                  IncidentRecords.outage("aws", "1", AT, AT.plus(Duration.ofHours(1)))),
          AT);

      List<DeadLetter> letters =
          driver
              .createOutputTopic(
                  Topic.DEAD_LETTERS.topicName(),
                  new StringDeserializer(),
                  registry.<DeadLetter>deserializer())
              .readValuesToList();
      assertThat(letters.stream().map(DeadLetter::getOffset)).doesNotHaveDuplicates();
      assertThat(letters.stream().map(DeadLetter::getOffset))
          .as("seed %d", seed)
          .containsAll(broken.keySet());
    }
  }

  private static boolean isBroken(WireDecoder<IncidentRevision> decoder, byte[] value)
      throws Exception {
    try {
      decoder.decode(value);
      return false;
    } catch (UndecodableException e) {
      return true;
    }
  }

  private void assertOneLetterEach(List<DeadLetter> letters, int count) {
    assertThat(letters).as("seed %d", seed).hasSize(count);
    assertThat(letters.stream().map(DeadLetter::getOffset)).doesNotHaveDuplicates();
  }

  private static void observe(IndexDriver driver, int half) {
    for (int node = half * 5; node < half * 5 + 5; node++) {
      driver.publish(
          Observation.newBuilder()
              .setNetwork(SOLANA.network())
              .setLayer(SOLANA.layer())
              .setNodeId("n" + node)
              .setObservedAt(AT)
              .setStatus(NodeStatus.UP)
              .setWeight(10L)
              .setOperator("op" + node % 3)
              .setSource("test")
              .build());
    }
  }

  private MutatedValues values(String scope, Topic topic) throws Exception {
    SchemaRegistryClient registry = MockSchemaRegistry.getClientForScope(scope);
    int other = 0;
    int own = 0;
    for (Topic each : Topic.values()) {
      int id =
          registry.register(
              each.subject(), new AvroSchema(RegistrySerdes.plain(each.valueSchema())));
      own = each == topic ? id : own;
      other = each == Topic.RIPPLE ? id : other;
    }
    return new MutatedValues(topic, own, other, seed);
  }
}
