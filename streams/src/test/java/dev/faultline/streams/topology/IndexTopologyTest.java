package dev.faultline.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.EntityShare;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Placement;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.network.Networks;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

class IndexTopologyTest {
  private static final Instant AT = Instant.parse("2025-10-20T00:57:00Z");
  private static final Population SOLANA = new Population("solana", "consensus");

  @TempDir private Path folder;
  private RegistrySerdes registry;
  private Serializer<Observation> serializer;
  private Topology topology;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> observations;

  @BeforeEach
  void start(TestInfo info) throws Exception {
    String scope = info.getTestMethod().orElseThrow().getName();
    SchemaRegistryClient client = MockSchemaRegistry.getClientForScope(scope);
    for (Topic topic : Topic.values()) {
      client.register(topic.subject(), new AvroSchema(RegistrySerdes.plain(topic.valueSchema())));
    }
    registry = new RegistrySerdes("mock://" + scope);
    serializer = registry.serializer();
    Enricher enricher = Enrichers.withoutAddresses();
    topology =
        new IndexTopology(new IndexSettings(1, 1, true), registry, Networks.load(), () -> enricher)
            .get();
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    driver = new TopologyTestDriver(topology, properties);
    observations =
        driver.createInputTopic(
            Topic.OBSERVATIONS.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void describesItselfAsCommitted() throws IOException {
    String golden =
        new String(
            IndexTopologyTest.class.getResourceAsStream("index-topology.txt").readAllBytes(),
            StandardCharsets.UTF_8);
    String described = topology.describe().toString();
    if (!described.equals(golden)) {
      Files.writeString(Path.of("target", "index-topology.txt"), described);
    }
    assertThat(described)
        .as("a changed topology may orphan state; if it is meant, commit target/index-topology.txt")
        .isEqualTo(golden);
  }

  @Test
  void publishesRowsAndSharesWhenTheTickClosesTheSlot() {
    observe(observation("a", "Hetzner Online GmbH", 30));
    observe(observation("b", "Amazon.com, Inc.", 50));
    observe(observation("c", "AWS", 20));
    assertThat(rows()).isEmpty();

    tick(AT.plusSeconds(30));

    List<DecentralizationRow> rows = rows();
    assertThat(rows).hasSize(3 * 8 * 2).allMatch(row -> row.getAt().equals(AT));
    DecentralizationRow provider = row(rows, 300, Dimension.PROVIDER, Weighting.WEIGHT);
    assertThat(provider.getTopEntity()).isEqualTo("aws");
    assertThat(provider.getTop1()).isEqualTo(0.7);
    assertThat(provider.getTotal()).isEqualTo(100);
    assertThat(provider.getEntities()).isEqualTo(2);
    assertThat(provider.getNakamotoLiveness()).isEqualTo(1);
    assertThat(row(rows, 300, Dimension.NODE, Weighting.NODES).getNakamotoLiveness()).isEqualTo(1);
    assertThat(row(rows, 300, Dimension.REGION, Weighting.NODES).getUnknown()).isEqualTo(3);
    List<EntityShare> shares =
        this.<EntityShare>read(Topic.ENTITY_SHARES).stream()
            .filter(share -> share.getWindowS() == 300)
            .filter(share -> share.getDimension() == Dimension.PROVIDER)
            .filter(share -> share.getWeighting() == Weighting.WEIGHT)
            .toList();
    assertThat(shares).extracting(EntityShare::getEntity).containsExactly("aws", "hetzner");
    assertThat(shares).extracting(EntityShare::getNodes).containsExactly(2L, 1L);
    assertThat(this.<Placement>read(Topic.PLACEMENTS)).hasSize(3);
  }

  @Test
  void sendsWhatItCannotReadToTheDeadLettersAndGoesOn() {
    observations.pipeInput(bytes("solana/consensus/x"), bytes("not avro"), AT);
    observations.pipeInput(bytes("nonsense"), bytes("not avro"), AT);
    observations.pipeInput(bytes("solana/consensus/x"), null, AT);
    observations.pipeInput(bytes("solana/consensus/other"), value(observation("a", "aws", 1)), AT);
    observations.pipeInput(bytes("solana/consensus/x"), new byte[] {0, 0, 0, 3, 9, 1, 2}, AT);
    observe(observation("a", "aws", 1));
    tick(AT.plusSeconds(30));

    assertThat(this.<DeadLetter>read(Topic.DEAD_LETTERS))
        .hasSize(5)
        .allMatch(letter -> letter.getStage().equals("enrich"))
        .extracting(DeadLetter::getOffset)
        .containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(row(rows(), 300, Dimension.NODE, Weighting.NODES).getNodes()).isEqualTo(1);
  }

  @Test
  void announcesAPlacementOnlyWhenItChanges() {
    observe(observation("a", "aws", 1));
    observe(observation("a", "aws", 2));
    observe(observation("a", "OVH SAS", 2));

    assertThat(this.<Placement>read(Topic.PLACEMENTS))
        .extracting(Placement::getProvider, Placement::getObservationOffset)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("aws", 0L),
            org.assertj.core.groups.Tuple.tuple("ovh", 2L));
  }

  @Test
  void weightsBeyondALongPublishNoWeightRowsAndSaySo() {
    observe(observation("a", "aws", Long.MAX_VALUE));
    observe(observation("b", "ovh", Long.MAX_VALUE));
    tick(AT.plusSeconds(30));

    assertThat(rows()).hasSize(3 * 8).allMatch(row -> row.getWeighting() == Weighting.NODES);
    assertThat(this.<DeadLetter>read(Topic.DEAD_LETTERS))
        .hasSize(3)
        .allMatch(letter -> letter.getReason().contains("more than 2^63"));
  }

  private static Observation observation(String node, String provider, long weight) {
    return Observation.newBuilder()
        .setNetwork(SOLANA.network())
        .setLayer(SOLANA.layer())
        .setNodeId(node)
        .setObservedAt(AT)
        .setStatus(NodeStatus.UP)
        .setProvider(provider)
        .setWeight(weight)
        .setSource("test")
        .build();
  }

  private void observe(Observation observation) {
    byte[] key = bytes(SOLANA.nodeKey(observation.getNodeId()));
    observations.pipeInput(key, value(observation), observation.getObservedAt());
  }

  private byte[] value(Observation observation) {
    return serializer.serialize(Topic.OBSERVATIONS.topicName(), observation);
  }

  private void tick(Instant at) {
    observations.pipeInput(bytes(SOLANA.tickKey()), null, at);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<DecentralizationRow> rows() {
    return read(Topic.DECENTRALIZATION);
  }

  private <T extends SpecificRecord> List<T> read(Topic topic) {
    TestOutputTopic<String, T> output =
        driver.createOutputTopic(
            topic.topicName(), new StringDeserializer(), registry.<T>deserializer());
    return output.readValuesToList();
  }

  private static DecentralizationRow row(
      List<DecentralizationRow> rows, int window, Dimension dimension, Weighting weighting) {
    return rows.stream()
        .filter(row -> row.getWindowS() == window)
        .filter(row -> row.getDimension() == dimension)
        .filter(row -> row.getWeighting() == weighting)
        .findFirst()
        .orElseThrow();
  }
}
