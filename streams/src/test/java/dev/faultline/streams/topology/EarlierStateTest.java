package dev.faultline.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.JointNakamotoRow;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.ResilienceRow;
import dev.faultline.schemas.StressRow;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.roll.NodeState;
import dev.faultline.streams.roll.Sighting;
import dev.faultline.streams.roll.TallyState;
import dev.faultline.streams.state.TallyKey;
import dev.faultline.streams.tally.JointKey;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * State of a build that kept no joint keys is gone on with. A window has stress rows again as soon
 * as each live node in it has been observed since, and they are what they would have been.
 */
class EarlierStateTest {
  private static final Instant AT = Instant.parse("2025-10-20T00:57:00Z");
  private static final Population MINE = new Population("mine", "access");
  private static final int SHORT = 300;
  private static final int LONG = 3600;

  private final Networks networks =
      Networks.read(
          "test",
          new StringReader(
              """
              network,layer,base_unit,liveness,safety,kind,step_s,windows_s,grace_s,citation
              mine,access,none,>= 1/2,,convention,60,300 3600,30,a test
              """));
  private TwoStages stages;
  private RollWindows roll;
  private MeasurePopulations measure;

  @BeforeEach
  void keepByAnEarlierBuild(TestInfo info) throws Exception {
    stages = new TwoStages(info.getTestMethod().orElseThrow().getName());
    start();
    observe("a", "aws", 0);
    observe("b", "hetzner", 0);
    observe("c", "hetzner", 0);
    assertThat(stressed(close(0))).as("by this build").containsExactly(SHORT, LONG);
    stages.commit();
    takeJointKeysAway();
    start();
  }

  @Test
  void noWindowHasStressRowsUntilEachOfItsLiveNodesWasSeenAgain() {
    observe("a", "aws", 1);
    observe("b", "hetzner", 1);
    List<SpecificRecord> rows = close(1);
    assertThat(stressed(rows)).isEmpty();
    assertThat(rows).as("all else is published").anyMatch(ResilienceRow.class::isInstance);
    assertThat(rows).noneMatch(JointNakamotoRow.class::isInstance);

    observe("c", "hetzner", 2);
    rows = close(2);
    assertThat(stressed(rows)).containsExactly(SHORT, LONG);
    assertThat(rows).filteredOn(JointNakamotoRow.class::isInstance).hasSize(2);
    assertThat(lost(rows, "hetzner")).containsExactly(2.0 / 3, 2.0 / 3);
    assertThat(lost(rows, "aws")).containsExactly(1.0 / 3, 1.0 / 3);
  }

  @Test
  void aNodeThatIsNotSeenAgainHoldsBackTheWindowsThatItIsStillIn() {
    for (int minute = 1; minute <= 4; minute++) {
      observe("a", "aws", minute);
      observe("b", "aws", minute);
      assertThat(stressed(close(minute))).as("minute %d", minute).isEmpty();
    }
    observe("a", "aws", 5);
    observe("b", "aws", 5);
    assertThat(stressed(close(5))).as("c has left the short window").containsExactly(SHORT);
    observe("a", "aws", 60);
    observe("b", "aws", 60);
    List<SpecificRecord> rows = close(60);
    assertThat(stressed(rows)).as("and the long one").containsExactly(SHORT, LONG);
    assertThat(lost(rows, "aws")).containsExactly(1.0, 1.0);
  }

  @Test
  void aNodeThatIsDownHoldsBackNothing() {
    observe("a", "aws", 1);
    observe("b", "hetzner", 1);
    stages.observe(
        roll, Observation.newBuilder(node("c", "hetzner", 1)).setStatus(NodeStatus.DOWN).build());
    assertThat(stressed(close(1))).containsExactly(SHORT, LONG);
  }

  private void start() {
    roll = stages.roll(networks);
    measure = stages.measure(networks);
  }

  private void takeJointKeysAway() {
    KeyValueStore<byte[], NodeState> nodes = stages.nodes();
    for (KeyValue<byte[], NodeState> entry : all(nodes)) {
      Sighting now = entry.value.getCurrent();
      List<String> kept = new ArrayList<>(now.getEntities()).subList(0, JointKey.CODE);
      Sighting before = new Sighting(now.getObservedAt(), now.getLive(), now.getWeight(), kept);
      NodeState state = entry.value;
      nodes.put(
          entry.key,
          new NodeState(
              state.getAnnouncedPlacement(),
              before,
              state.getPending(),
              state.getNumber(),
              state.getBlock()));
    }
    KeyValueStore<String, TallyState> tallies = stages.tallies();
    for (KeyValue<String, TallyState> entry : all(tallies)) {
      if (TallyKey.parse(entry.key).dimension() == JointKey.CODE) {
        tallies.delete(entry.key);
      }
    }
  }

  private static <K, V> List<KeyValue<K, V>> all(KeyValueStore<K, V> store) {
    List<KeyValue<K, V>> entries = new ArrayList<>();
    try (KeyValueIterator<K, V> all = store.all()) {
      all.forEachRemaining(entries::add);
    }
    return entries;
  }

  private void observe(String node, String provider, int minute) {
    stages.observe(roll, node(node, provider, minute));
  }

  private static Observation node(String node, String provider, int minute) {
    return Observation.newBuilder()
        .setNetwork(MINE.network())
        .setLayer(MINE.layer())
        .setNodeId(node)
        .setObservedAt(AT.plusSeconds(60L * minute))
        .setStatus(NodeStatus.UP)
        .setProvider(provider)
        .setSource("test")
        .build();
  }

  /** The rows of the last T that is closed. */
  private List<SpecificRecord> close(int minute) {
    Instant at = AT.plusSeconds(60L * minute);
    TwoStages.watermark(roll, MINE, at.plusSeconds(30));
    stages.deliver(measure);
    return stages.published().stream().filter(row -> isAt(row, at)).toList();
  }

  private static boolean isAt(SpecificRecord row, Instant at) {
    Schema.Field field = row.getSchema().getField("at");
    return field != null && at.equals(row.get(field.pos()));
  }

  /** The windows that have stress rows. */
  private static List<Integer> stressed(List<SpecificRecord> rows) {
    return rows.stream()
        .filter(StressRow.class::isInstance)
        .map(row -> ((StressRow) row).getWindowS())
        .distinct()
        .toList();
  }

  private static List<Double> lost(List<SpecificRecord> rows, String scenario) {
    return rows.stream()
        .filter(StressRow.class::isInstance)
        .map(StressRow.class::cast)
        .filter(row -> row.getScenario().equals(scenario))
        .map(StressRow::getLostLow)
        .toList();
  }
}
