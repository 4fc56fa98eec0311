package dev.faultline.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.ProviderReliabilityRow;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.RippleFinding;
import dev.faultline.schemas.RippleRow;
import dev.faultline.schemas.Topic;
import dev.faultline.streams.alert.AlertRules;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class ReliabilityTopologyTest {

  private static final Instant FIRST_NOON = Instant.parse("2025-10-20T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path folder;
  private RegistrySerdes registry;
  private Serializer<IncidentRevision> serializer;
  private Topology topology;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> incidents;

  @BeforeEach
  void start(TestInfo info) throws Exception {
    String scope = "reliability-" + info.getTestMethod().orElseThrow().getName();
    SchemaRegistryClient client = MockSchemaRegistry.getClientForScope(scope);
    for (Topic topic : Topic.values()) {
      client.register(topic.subject(), new AvroSchema(RegistrySerdes.plain(topic.valueSchema())));
    }
    registry = new RegistrySerdes("mock://" + scope);
    serializer = registry.serializer();
    topology = new ReliabilityTopology(registry, AlertRules.load(), false).get();
    open();
  }

  private void open() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    driver = new TopologyTestDriver(topology, properties);
    incidents =
        driver.createInputTopic(
            Topic.INCIDENTS.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void describesItselfAsCommitted() throws IOException {
    String golden =
        new String(
            ReliabilityTopologyTest.class
                .getResourceAsStream("reliability-topology.txt")
                .readAllBytes(),
            StandardCharsets.UTF_8);
    String described = topology.describe().toString();
    if (!described.equals(golden)) {
      Files.writeString(Path.of("target", "reliability-topology.txt"), described);
    }
    assertThat(described)
        .as("a changed topology may orphan state; commit target/reliability-topology.txt if meant")
        .isEqualTo(golden);
  }

  @Test
  void publishesTheRowsOfEachMidnightThatPasses() {
    publish(
        IncidentRecords.outage("aws", "1", FIRST_NOON, FIRST_NOON.plus(HOUR)),
        FIRST_NOON.plus(HOUR));
    assertThat(this.<ProviderReliabilityRow>read(Topic.PROVIDER_RELIABILITY)).isEmpty();

    Instant later = FIRST_NOON.plus(DAY.multipliedBy(2));
    publish(IncidentRecords.outage("gcp", "2", later, null), later);

    assertThat(this.<ProviderReliabilityRow>read(Topic.PROVIDER_RELIABILITY))
        .filteredOn(row -> row.getWindowS() == 90 * 86_400)
        .extracting(
            ProviderReliabilityRow::getProvider,
            ProviderReliabilityRow::getRegion,
            row -> row.getAt().toString(),
            ProviderReliabilityRow::getDowntimeMs)
        .containsExactly(
            tuple("aws", "all", "2025-10-21T00:00:00Z", HOUR.toMillis()),
            tuple("aws", "us-east-1", "2025-10-21T00:00:00Z", HOUR.toMillis()),
            tuple("aws", "all", "2025-10-22T00:00:00Z", HOUR.toMillis()),
            tuple("aws", "us-east-1", "2025-10-22T00:00:00Z", HOUR.toMillis()));
  }

  @Test
  void publishesPairsAtOnceAndTheLiftFromThreeOverlapsOn() {
    for (int day = 0; day < 4; day++) {
      Instant begins = FIRST_NOON.plus(DAY.multipliedBy(day));
      publish(
          IncidentRecords.outage("aws", "o" + day, begins, begins.plus(HOUR)), begins.plus(HOUR));
      Instant suffers = begins.plus(HOUR.dividedBy(2));
      publish(IncidentRecords.trouble("d" + day, suffers), begins.plus(HOUR));
    }

    List<RippleRow> rows = read(Topic.RIPPLE);
    assertThat(rows)
        .filteredOn(row -> row.getFinding() == RippleFinding.PAIR)
        .hasSize(4)
        .allMatch(row -> row.getLagMs() == HOUR.toMillis() / 2);
    assertThat(rows)
        .filteredOn(row -> row.getFinding() == RippleFinding.LIFT)
        .extracting(
            row -> row.getAt().toString(),
            RippleRow::getIncidents,
            RippleRow::getOverlaps,
            RippleRow::getLift)
        .containsExactly(tuple("2025-10-23T00:00:00Z", 3, 3, 90 * 24 / 3.0));
  }

  @Test
  void sendsWhatItCannotReadToTheDeadLettersAndGoesOn() {
    incidents.pipeInput(bytes("a/b"), bytes("not avro"), FIRST_NOON);
    incidents.pipeInput(bytes("a/b"), null, FIRST_NOON);
    publish(IncidentRecords.outage("aws", "1", FIRST_NOON, null), FIRST_NOON);
    publish(IncidentRecords.outage("aws", "1", FIRST_NOON, null), FIRST_NOON.plus(DAY));

    assertThat(this.<DeadLetter>read(Topic.DEAD_LETTERS))
        .extracting(DeadLetter::getStage, DeadLetter::getSource, DeadLetter::getOffset)
        .containsExactly(
            tuple("measure", "faultline.incidents.v1", 0L),
            tuple("measure", "faultline.incidents.v1", 1L));
    assertThat(this.<ProviderReliabilityRow>read(Topic.PROVIDER_RELIABILITY)).hasSize(4);
  }

  @Test
  void aRevisionFromTheFarFutureUsesUpNobodysDays() {
    publish(IncidentRecords.outage("aws", "1", FIRST_NOON, FIRST_NOON.plus(HOUR)), FIRST_NOON);
    Instant never = Instant.parse("9999-01-01T00:00:00Z");
    publish(IncidentRecords.outage("aws", "2", FIRST_NOON, null), never, FIRST_NOON.plus(HOUR));
    publish(IncidentRecords.outage("gcp", "3", FIRST_NOON, null), never, FIRST_NOON.plus(HOUR));
    publish(IncidentRecords.outage("gcp", "4", FIRST_NOON, null), FIRST_NOON.plus(DAY));
    publish(IncidentRecords.outage("aws", "1", FIRST_NOON, null), FIRST_NOON.plus(DAY));

    assertThat(this.<ProviderReliabilityRow>read(Topic.PROVIDER_RELIABILITY))
        .filteredOn(row -> row.getRegion().equals("all"))
        .extracting(
            ProviderReliabilityRow::getProvider,
            ProviderReliabilityRow::getWindowS,
            row -> row.getAt().toString(),
            ProviderReliabilityRow::getIncidents)
        .containsExactly(
            tuple("aws", 30 * 86_400, "2025-10-21T00:00:00Z", 1),
            tuple("aws", 90 * 86_400, "2025-10-21T00:00:00Z", 1));
  }

  private void publish(IncidentRevision revision, Instant knownAt) {
    publish(revision, knownAt, knownAt);
  }

  private void publish(IncidentRevision revision, Instant knownAt, Instant published) {
    IncidentRevision known = IncidentRecords.known(revision, knownAt);
    incidents.pipeInput(
        bytes(known.getSource() + "/" + known.getIncidentId()),
        serializer.serialize(Topic.INCIDENTS.topicName(), known),
        published);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private <T extends SpecificRecord> List<T> read(Topic topic) {
    TestOutputTopic<String, T> output =
        driver.createOutputTopic(
            topic.topicName(), new StringDeserializer(), registry.<T>deserializer());
    return output.readValuesToList();
  }
}
