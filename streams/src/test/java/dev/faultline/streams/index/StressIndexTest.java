package dev.faultline.streams.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.AlertRow;
import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.EntityShare;
import dev.faultline.schemas.Halts;
import dev.faultline.schemas.ImpactRow;
import dev.faultline.schemas.JointNakamotoRow;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.ResilienceRow;
import dev.faultline.schemas.StressRow;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.merge.PopulationMerge;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.node.NodeAttributes;
import dev.faultline.streams.recompute.Forgetful;
import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.RollSettings;
import dev.faultline.streams.roll.TallyChange;
import dev.faultline.streams.stress.Scenarios;
import dev.faultline.streams.tally.DimensionCode;
import dev.faultline.streams.tally.JointKey;
import dev.faultline.streams.tally.Tallies;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Vectors by hand: the check of the methodology, section 6. */
class StressIndexTest {

  private static final Population MINE = new Population("mine", "access");
  private static final long STEP = 60_000;
  private static final List<NodeAttributes> FIVE =
      List.of(
          node(30, "aws", "us-east-1", "US", "x", "o1", "hyperscale"),
          node(10, "aws", "eu-west-1", "IE", "x", "o2", "hyperscale"),
          node(25, "hetzner", "fsn1", "DE", "y", "o3", "cloud"),
          node(15, "ovh", "gra", "FR", "y", "o1", "cloud"),
          node(20, "home", null, "US", "z", "o4", "residential"));

  private final PopulationRules rules =
      Networks.read(
              "test",
              new StringReader(
                  """
                  network,layer,base_unit,liveness,safety,kind,step_s,windows_s,grace_s,citation
                  mine,access,gpus,>= 1/3,,convention,60,300 3600,30,a test
                  """))
          .rules(MINE);
  private final Rows rows = new Rows();
  private final StressIndex index = new StressIndex(rules, Scenarios.load(), rows);
  private final PopulationMerge merge =
      new PopulationMerge(
          new RollSettings(STEP, 30_000, rules.windowSeconds(), 0), Forgetful.MERGE);
  private long at;

  @Test
  void aRowAScenarioAndOneOfTheJointCoefficient() {
    close(Weighting.WEIGHT, 0, FIVE);

    assertThat(rows.stress).hasSize(15);
    StressRow aws = rows.stress("aws");
    assertThat(List.of(aws.getLostLow(), aws.getLostHigh())).containsExactly(0.4, 0.4);
    assertThat(aws.getHalts()).isEqualTo(Halts.YES);
    assertThat(aws.getSurvivorsNodes()).isEqualTo(3);
    assertThat(aws.getSurvivorsEntities()).isEqualTo(Map.of("country", 3L, "provider", 3L));
    assertThat(aws.getSurvivorsNakamoto()).isEqualTo(Map.of("country", 1, "provider", 1));
    assertThat(aws.getSurvivorsHhi().get("provider")).isEqualTo(1250.0 / 3600);
    assertThat(aws.getDefinition()).containsExactly("provider:aws");
    assertThat(aws.getFailed()).containsExactly("provider:aws");
    assertThat(aws.getAt().toEpochMilli()).isEqualTo(at);
    assertThat(aws.getWeighting()).isEqualTo(Weighting.WEIGHT);
    // three tenths are less than a third
    assertThat(rows.stress("aws/us-east-1").getHalts()).isEqualTo(Halts.NO);
    assertThat(rows.stress("US").getLostLow()).isEqualTo(0.5);
    assertThat(rows.stress("largest-provider").getFailed()).containsExactly("provider:aws");
    assertThat(rows.stress("tor").getLostHigh()).isEqualTo(0.0);
    // aws alone has two fifths; so has the client x; the country US has half
    JointNakamotoRow joint = rows.joint.get(0);
    assertThat(joint.getEntities()).containsExactly("country:US");
    assertThat(List.of(joint.getUpper(), joint.getLower())).containsExactly(1, 1);
    assertThat(joint.getExact()).isTrue();
  }

  @Test
  void nodesCountOneEachUnderTheOtherWeighting() {
    close(Weighting.NODES, 0, FIVE);

    assertThat(rows.stress("aws").getLostLow()).isEqualTo(0.4);
    assertThat(rows.stress("aws/us-east-1").getLostLow()).isEqualTo(0.2);
    assertThat(rows.stress("US").getLostLow()).isEqualTo(0.4);
    assertThat(rows.stress("hetzner").getHalts()).isEqualTo(Halts.NO);
  }

  @Test
  void whatDidNotChangeIsPublishedAgainAsItWas() {
    close(Weighting.WEIGHT, 0, FIVE);
    List<StressRow> before = List.copyOf(rows.stress);
    rows.stress.clear();
    close(Weighting.WEIGHT, 0, List.of());

    assertThat(rows.stress).noneMatch(row -> row.getAt().equals(before.get(0).getAt()));
    assertThat(rows.stress)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("at")
        .isEqualTo(before);
    assertThat(rows.joint).hasSize(2);
  }

  @Test
  void aChangeIsMeasured() {
    close(Weighting.WEIGHT, 0, FIVE);
    rows.stress.clear();
    close(Weighting.WEIGHT, 0, List.of(node(100, "aws", null, null, null, null, null)));

    // of unknown country it may be in us-east-1, or in the US
    assertThat(rows.stress("aws").getLostLow()).isEqualTo(0.7);
    assertThat(rows.stress("aws/us-east-1").getLostLow()).isEqualTo(0.15);
    assertThat(rows.stress("aws/us-east-1").getLostHigh()).isEqualTo(0.65);
    assertThat(rows.stress("aws/us-east-1").getHalts()).isEqualTo(Halts.MAYBE);
  }

  @Test
  void aLongerWindowHoldsWhatOnlyItHas() {
    long publishedAt = closeBand(1, List.of(node(100, "ovh", "gra", "FR", "y", "o1", "cloud")));
    assertThat(publishedAt).isEqualTo(at);
    rows.stress.clear();
    close(Weighting.WEIGHT, 1, FIVE);

    assertThat(rows.stress("aws").getLostLow()).isEqualTo(0.2);
    assertThat(rows.stress("aws").getWindowS()).isEqualTo(3600);
  }

  @Test
  void nothingIsPublishedOfALiveNodeWithoutJointKey() {
    NodeAttributes old = new NodeAttributes(true, 5, Arrays.asList(new String[JointKey.CODE]));
    close(Weighting.WEIGHT, 0, List.of(FIVE.get(0), old));

    assertThat(rows.stress).isEmpty();
    assertThat(rows.joint).isEmpty();
  }

  @Test
  void nothingIsPublishedIfTheWeightsAreTooMuch() {
    NodeAttributes large = node(Long.MAX_VALUE, "aws", null, "US", "x", "o1", "hyperscale");

    assertThatThrownBy(() -> close(Weighting.WEIGHT, 0, List.of(large, FIVE.get(2))))
        .isInstanceOf(ArithmeticException.class);
    assertThat(rows.stress).isEmpty();
    assertThat(rows.joint).isEmpty();
  }

  @Test
  void whereNothingIsLiveSharesAreUndefined() {
    NodeAttributes down = new NodeAttributes(false, 7, FIVE.get(0).entities());
    close(Weighting.WEIGHT, 0, List.of(down));

    assertThat(rows.stress).hasSize(15).allMatch(row -> row.getLostLow() == null);
    assertThat(rows.stress).allMatch(row -> row.getHalts() == Halts.NO);
    assertThat(rows.joint.get(0).getUpper()).isNull();
  }

  /** Closes the next T, at which the nodes come into the shortest window, and measures a window. */
  private void close(Weighting weighting, int window, List<NodeAttributes> nodes) {
    report(
        0,
        nodes,
        closed -> {
          index.moveOn(closed);
          index.publish(closed, window, weighting);
        });
  }

  /** Closes the next T, at which the nodes come into a band. */
  private long closeBand(int band, List<NodeAttributes> nodes) {
    List<Long> closedAt = new ArrayList<>();
    report(
        band,
        nodes,
        closed -> {
          index.moveOn(closed);
          closedAt.add(closed.at());
        });
    return closedAt.get(0);
  }

  private void report(int band, List<NodeAttributes> nodes, PopulationMerge.Publisher publisher) {
    at += STEP;
    Tallies moved = new Tallies(rules.windowSeconds().size());
    nodes.forEach(node -> moved.count(band, node, 1));
    List<TallyChange> changes = moved.drain();
    merge.report(
        new PartialTally(0, 1, at, true, (long) nodes.size(), -1L, changes, 0, false), publisher);
  }

  private static NodeAttributes node(long weight, String... of) {
    String[] entities = new String[DimensionCode.SIZE];
    for (int i = 0; i < JointKey.DIMENSIONS.size(); i++) {
      entities[DimensionCode.of(JointKey.DIMENSIONS.get(i))] =
          i == 1 && of[1] != null ? of[0] + "/" + of[1] : of[i];
    }
    entities[JointKey.CODE] = JointKey.of(Arrays.asList(entities));
    return new NodeAttributes(true, weight, Arrays.asList(entities));
  }

  /** Keeps what it is given. */
  private static final class Rows implements IndexSink {
    private final List<StressRow> stress = new ArrayList<>();
    private final List<JointNakamotoRow> joint = new ArrayList<>();

    StressRow stress(String scenario) {
      return stress.stream()
          .filter(row -> row.getScenario().equals(scenario))
          .findFirst()
          .orElseThrow();
    }

    @Override
    public void publish(StressRow row) {
      stress.add(row);
    }

    @Override
    public void publish(JointNakamotoRow row) {
      joint.add(row);
    }

    @Override
    public void publish(DecentralizationRow row) {}

    @Override
    public void publish(EntityShare share) {}

    @Override
    public void publish(ResilienceRow row) {}

    @Override
    public void publish(ImpactRow row) {}

    @Override
    public void publish(AlertRow row) {}

    @Override
    public void refuse(long at, Weighting weighting, String reason) {}
  }
}
