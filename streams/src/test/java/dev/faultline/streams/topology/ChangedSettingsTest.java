package dev.faultline.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.roll.UnusableStateException;
import java.io.StringReader;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * State that a population has left is gone on with by the settings that built it, or not at all.
 */
class ChangedSettingsTest {
  private static final Instant AT = Instant.parse("2025-10-20T00:57:00Z");
  private static final Population MINE = new Population("mine", "access");
  private static final String BUILT = "60,300 3600,30";

  private TwoStages stages;

  @BeforeEach
  void open() throws Exception {
    stages = new TwoStages("settings");
  }

  @ParameterizedTest
  @ValueSource(strings = {"120,360 3600,30", "60,3600 7200,30", "60,300,30", "60,300 3600,31"})
  void otherStepsWindowsAndGracesAreRefusedByBothStages(String changed) {
    RollWindows roll = rollingBy(BUILT);
    MeasurePopulations measure = measuringBy(BUILT);
    observe(roll);
    watermark(roll);
    stages.commit();
    stages.deliver(measure);

    assertThatThrownBy(() -> rollingBy(changed))
        .isInstanceOf(UnusableStateException.class)
        .hasMessageStartingWith(
            "the state of mine/access was built with step 60 s, windows 300 3600 s, grace 30 s, but"
                + " its rules now say step ")
        .hasMessageEndingWith("start under a new --application-id, which reads everything again");
    assertThatThrownBy(() -> measuringBy(changed)).isInstanceOf(UnusableStateException.class);
  }

  @Test
  void beforeTheFirstWatermarkToo() {
    observe(rollingBy(BUILT));
    stages.commit();

    assertThatThrownBy(() -> rollingBy("3600,7200,30")).isInstanceOf(UnusableStateException.class);
  }

  @Test
  void theSameSettingsGoOn() {
    RollWindows roll = rollingBy(BUILT);
    MeasurePopulations measure = measuringBy(BUILT);
    observe(roll);
    watermark(roll);
    stages.commit();
    stages.deliver(measure);

    assertThatCode(() -> rollingBy(BUILT)).doesNotThrowAnyException();
    assertThatCode(() -> measuringBy(BUILT)).doesNotThrowAnyException();
    assertThat(stages.published()).isNotEmpty();
  }

  @Test
  void aPopulationWithoutStateMayTakeAny() {
    assertThatCode(() -> rollingBy("3600,7200,30")).doesNotThrowAnyException();
    assertThatCode(() -> measuringBy("3600,7200,30")).doesNotThrowAnyException();
  }

  private static Networks networks(String settings) {
    return Networks.read(
        "test",
        new StringReader(
            """
            network,layer,base_unit,liveness,safety,kind,step_s,windows_s,grace_s,citation
            mine,access,none,>= 1/2,,convention,%s,a test
            """
                .formatted(settings)));
  }

  private RollWindows rollingBy(String settings) {
    return stages.roll(networks(settings));
  }

  private MeasurePopulations measuringBy(String settings) {
    return stages.measure(networks(settings));
  }

  private void observe(RollWindows roll) {
    stages.observe(
        roll,
        Observation.newBuilder()
            .setNetwork(MINE.network())
            .setLayer(MINE.layer())
            .setNodeId("a")
            .setObservedAt(AT)
            .setStatus(NodeStatus.UP)
            .setSource("test")
            .build());
  }

  private static void watermark(RollWindows roll) {
    TwoStages.watermark(roll, MINE, AT.plusSeconds(30));
  }
}
