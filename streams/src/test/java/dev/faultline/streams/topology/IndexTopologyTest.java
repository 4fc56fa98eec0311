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
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.Weighting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class IndexTopologyTest {
  private static final Instant AT = Instant.parse("2025-10-20T00:57:00Z");
  private static final Population SOLANA = new Population("solana", "consensus");

  @TempDir private Path folder;
  private IndexDriver driver;

  @BeforeEach
  void start(TestInfo info) throws Exception {
    driver = new IndexDriver(info.getTestMethod().orElseThrow().getName(), folder);
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
    String described = driver.topology().describe().toString();
    if (!described.equals(golden)) {
      Files.writeString(Path.of("target", "index-topology.txt"), described);
    }
    assertThat(described)
        .as("a changed topology may orphan state; if it is meant, commit target/index-topology.txt")
        .isEqualTo(golden);
  }

  @Test
  void publishesRowsAndSharesWhenTheWatermarkClosesTheSlot() {
    driver.publish(observation("a", "Hetzner Online GmbH", 30));
    driver.publish(observation("b", "Amazon.com, Inc.", 50));
    driver.publish(observation("c", "AWS", 20));
    assertThat(rows()).isEmpty();

    driver.watermark(SOLANA, AT.plusSeconds(30));

    List<DecentralizationRow> rows = rows();
    assertThat(rows).hasSize(3 * 9 * 2).allMatch(row -> row.getAt().equals(AT));
    DecentralizationRow provider = row(rows, 300, Dimension.PROVIDER, Weighting.WEIGHT);
    assertThat(provider.getTopEntity()).isEqualTo("aws");
    assertThat(provider.getTop1()).isEqualTo(0.7);
    assertThat(provider.getTotal()).isEqualTo(100);
    assertThat(provider.getEntities()).isEqualTo(2);
    assertThat(provider.getNakamotoLiveness()).isEqualTo(1);
    assertThat(row(rows, 300, Dimension.NODE, Weighting.NODES).getNakamotoLiveness()).isEqualTo(1);
    assertThat(row(rows, 300, Dimension.REGION, Weighting.NODES).getUnknown()).isEqualTo(3);
    List<EntityShare> shares =
        driver.<EntityShare>read(Topic.ENTITY_SHARES).stream()
            .filter(share -> share.getWindowS() == 300)
            .filter(share -> share.getDimension() == Dimension.PROVIDER)
            .filter(share -> share.getWeighting() == Weighting.WEIGHT)
            .toList();
    assertThat(shares).extracting(EntityShare::getEntity).containsExactly("aws", "hetzner");
    assertThat(shares).extracting(EntityShare::getNodes).containsExactly(2L, 1L);
    assertThat(driver.<Placement>read(Topic.PLACEMENTS)).hasSize(3);
  }

  @Test
  void anEntityThatIsCalledOtherKeepsItsRowBesideTheRest() {
    long large = 1L << 54;
    driver.publish(
        Observation.newBuilder(observation("n", "aws", large + 1)).setOperator("other").build());
    for (int i = 0; i < 55; i++) {
      driver.publish(
          Observation.newBuilder(observation("n" + i, "aws", 1_000_000_000L + i))
              .setOperator("operator" + i)
              .build());
    }
    driver.watermark(SOLANA, AT.plusSeconds(30));

    List<EntityShare> shares =
        driver.<EntityShare>read(Topic.ENTITY_SHARES).stream()
            .filter(share -> share.getWindowS() == 300)
            .filter(share -> share.getDimension() == Dimension.OPERATOR)
            .filter(share -> share.getWeighting() == Weighting.WEIGHT)
            .toList();
    assertThat(shares).hasSize(51);
    assertThat(shares.get(0).getEntity()).isEqualTo("other");
    assertThat(shares.get(0).getRank()).isEqualTo(1);
    assertThat(shares.get(50).getEntity()).isEmpty();
    assertThat(shares.get(50).getRank()).isEqualTo(51);
    assertThat(shares.get(50).getNodes()).isEqualTo(6);
    assertThat(shares.get(0).getShare())
        .as("the same double as top1")
        .isEqualTo(row(rows(), 300, Dimension.OPERATOR, Weighting.WEIGHT).getTop1());
  }

  @Test
  void watermarksOfEarlierBuildsCloseSlotsToo() {
    driver.publish(observation("a", "AWS", 30));

    driver.publishRaw("~tick/" + SOLANA.key(), null, AT.plusSeconds(30));

    assertThat(rows()).isNotEmpty().allMatch(row -> row.getAt().equals(AT));
  }

  @Test
  void sendsWhatItCannotReadToTheDeadLettersAndGoesOn() {
    byte[] notAvro = "not avro".getBytes(StandardCharsets.UTF_8);
    driver.publishRaw("solana/consensus/x", notAvro, AT);
    driver.publishRaw("nonsense", notAvro, AT);
    driver.publishRaw("solana/consensus/x", null, AT);
    driver.publishRaw(
        "solana/consensus/other", driver.bytes(Topic.OBSERVATIONS, observation("a", "aws", 1)), AT);
    driver.publishRaw("solana/consensus/x", new byte[] {0, 0, 0, 3, 9, 1, 2}, AT);
    driver.publish(observation("a", "aws", 1));
    driver.watermark(SOLANA, AT.plusSeconds(30));

    assertThat(driver.<DeadLetter>read(Topic.DEAD_LETTERS))
        .hasSize(5)
        .allMatch(letter -> letter.getStage().equals("enrich"))
        .extracting(DeadLetter::getOffset)
        .containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(row(rows(), 300, Dimension.NODE, Weighting.NODES).getNodes()).isEqualTo(1);
  }

  @Test
  void namesThatNoRowCouldHoldAreRefusedAndStopNothing() {
    String long900k = "x".repeat(900_000);
    Observation sound = observation("a", "aws", 1);
    driver.publish(Observation.newBuilder(sound).setNodeId("b").setOperator(long900k).build());
    driver.publish(Observation.newBuilder(sound).setNodeId(long900k).build());
    driver.publish(Observation.newBuilder(sound).setNetwork(long900k).build());
    driver.publishRaw("~watermark/" + long900k + "/consensus", null, AT.plusSeconds(30));
    driver.publish(Observation.newBuilder(sound).setOperator("ß".repeat(2_048)).build());
    driver.watermark(SOLANA, AT.plusSeconds(30));

    assertThat(driver.<DeadLetter>read(Topic.DEAD_LETTERS))
        .extracting(DeadLetter::getReason)
        .satisfiesExactly(
            reason -> assertThat(reason).contains("operator has 900000 bytes"),
            reason -> assertThat(reason).contains("node_id has 900000 bytes"),
            reason -> assertThat(reason).contains("network has 900000 bytes"),
            reason -> assertThat(reason).contains("network has 900000 bytes"));
    assertThat(row(rows(), 300, Dimension.OPERATOR, Weighting.NODES).getEntities()).isEqualTo(1);
  }

  @Test
  void onePollMayHoldRecordsOfEveryKind() {
    driver.inOnePoll(
        () -> {
          driver.publish(observation("a", "aws", 1));
          driver.publishRaw("solana/consensus/a", new byte[] {1, 2, 3}, AT);
          driver.publish(observation("a", "aws", 1));
          driver.publishRaw("solana/consensus/a", null, AT);
          driver.publish(observation("b", "aws", 2));
          driver.watermark(SOLANA, AT.plusSeconds(30));
          driver.publish(observation("late", "aws", 4));
          driver.watermark(SOLANA, AT.plusSeconds(90));
        });

    assertThat(driver.<DeadLetter>read(Topic.DEAD_LETTERS))
        .extracting(DeadLetter::getOffset)
        .containsExactly(1L, 3L);
    List<DecentralizationRow> rows = rows();
    assertThat(rows).hasSize(2 * 3 * 9 * 2);
    DecentralizationRow first = row(rows, 300, Dimension.NODE, Weighting.WEIGHT);
    assertThat(first.getTotal()).isEqualTo(3);
    assertThat(first.getLate()).isZero();
    DecentralizationRow second =
        row(rows.subList(rows.size() / 2, rows.size()), 300, Dimension.NODE, Weighting.WEIGHT);
    assertThat(second.getTotal()).isEqualTo(7);
    assertThat(second.getLate()).isEqualTo(1);
  }

  @Test
  void aTimeThatNoRowCanHaveIsRefusedAndStopsNothing() {
    Observation early = observation("a", "aws", 1);
    driver.publish(early);
    Observation shifted =
        Observation.newBuilder(early).setObservedAt(Instant.ofEpochMilli(-7)).build();
    byte[] bytes = driver.bytes(Topic.OBSERVATIONS, shifted);
    driver.publishRaw("solana/consensus/a", bytes, AT);
    driver.publishRaw(SOLANA.watermarkKey(), null, Instant.ofEpochMilli(-7));
    driver.watermark(SOLANA, AT.plusSeconds(30));

    assertThat(driver.<DeadLetter>read(Topic.DEAD_LETTERS))
        .extracting(DeadLetter::getReason)
        .satisfiesExactly(
            reason -> assertThat(reason).contains("observed_at is not between 1970 and 9999"),
            reason -> assertThat(reason).contains("watermark is not between 1970 and 9999"));
    assertThat(row(rows(), 300, Dimension.NODE, Weighting.NODES).getNodes()).isEqualTo(1);
  }

  @Test
  void announcesAPlacementOnlyWhenItChanges() {
    driver.publish(observation("a", "aws", 1));
    driver.publish(observation("a", "aws", 2));
    driver.publish(observation("a", "OVH SAS", 2));

    assertThat(driver.<Placement>read(Topic.PLACEMENTS))
        .extracting(Placement::getProvider, Placement::getObservationOffset)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("aws", 0L),
            org.assertj.core.groups.Tuple.tuple("ovh", 2L));
  }

  @Test
  void weightsBeyondALongPublishNoWeightRowsAndSaySo() {
    driver.publish(observation("a", "aws", Long.MAX_VALUE));
    driver.publish(observation("b", "ovh", Long.MAX_VALUE));
    driver.watermark(SOLANA, AT.plusSeconds(30));

    assertThat(rows()).hasSize(3 * 9).allMatch(row -> row.getWeighting() == Weighting.NODES);
    assertThat(driver.<DeadLetter>read(Topic.DEAD_LETTERS))
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

  private List<DecentralizationRow> rows() {
    return driver.read(Topic.DECENTRALIZATION);
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
