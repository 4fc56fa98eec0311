package dev.faultline.sql.views;

import static dev.faultline.sql.views.AuditedPopulation.T;
import static dev.faultline.sql.views.AuditedPopulation.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Topic;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which records are late, recomputed in SQL from the order in which a partition has them. */
@WithStack
class LateViewsIT {

  private AuditedPopulation population;

  @BeforeEach
  void open(TestStack stack) throws Exception {
    population = new AuditedPopulation(stack);
  }

  @AfterEach
  void stop() {
    population.close();
  }

  @Test
  void whatIsSaidAfterTheWatermarkThatClosedTheInstantDoesNotCount() {
    population.observe("n", T, NodeStatus.UP, 5);
    population.observe("gone", T, NodeStatus.UP, 7);
    population.watermark(T.plusSeconds(29));
    population.observe("n", T, NodeStatus.UP, 6);
    population.watermark(T.plusSeconds(30));
    population.observe("n", T, NodeStatus.UP, 1000);
    population.observe("gone", T, NodeStatus.DOWN, 7);
    population.observe("new", T, NodeStatus.UP, 1000);
    population.land();

    assertThat(
            population
                .pipeline()
                .query(
                    "SELECT node_id, status, toInt64(weight) FROM population_at"
                        + at("00:57")
                        + " ORDER BY 1"))
        .containsExactly(List.of("gone", "up", 7L), List.of("n", "up", 6L));
    assertThat(late("00:57")).isEqualTo(List.of(0L, 0L));
    population.watermark(T.plusSeconds(90));
    population.pipeline().awaitLanded(Topic.OBSERVATIONS, "observation_log");
    assertThat(late("00:58")).isEqualTo(List.of(3L, 3L));
  }

  @Test
  void aLateRecordThatRepeatsWhatIsHeldIsNotCounted() {
    population.observe("n", T, NodeStatus.UP, 5);
    population.observe("moved", T, NodeStatus.UP, 5);
    population.watermark(T.plusSeconds(30));
    population.observe("n", T, NodeStatus.UP, 5); // counts already
    population.observe("n", T, NodeStatus.UP, 6); // late, and waits
    population.observe("n", T, NodeStatus.UP, 6); // waits already
    population.observe("n", T, NodeStatus.UP, 5); // late, in place of 6
    population.observe("n", T, NodeStatus.UP, 7); // late, in place of 5
    population.observe("n", T, NodeStatus.UP, 6); // late, in place of 7
    population.observe(
        "n", T.minusSeconds(1), NodeStatus.UP, 5); // late, and older than what is held
    population.observe("n", T.minusSeconds(1), NodeStatus.UP, 5); // again: nothing was kept of it
    population.observe("moved", T, NodeStatus.UP, 5); // says the same of another place
    population.place("moved", 12, place -> place.setProvider("aws"));
    population.observe("moved", T, NodeStatus.UP, 5); // from there on, says it of another place
    population.watermark(T.plusSeconds(90));
    population.observe("n", T, NodeStatus.UP, 6); // counts by now
    population.observe("n", T, NodeStatus.UP, 5); // no longer
    population.watermark(T.plusSeconds(150));
    population.land();

    assertThat(late("00:57")).isEqualTo(List.of(0L, 0L));
    assertThat(late("00:58")).isEqualTo(List.of(10L, 7L));
    assertThat(late("00:59")).isEqualTo(List.of(12L, 8L));
  }

  /** All late records of a window of five minutes, and those that repeat nothing. */
  private List<Object> late(String time) {
    return population
        .pipeline()
        .query("SELECT toInt64(late_at_most), toInt64(late) FROM late_at" + at(time))
        .get(0);
  }
}
