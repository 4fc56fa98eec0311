package dev.faultline.sql.views;

import static dev.faultline.sql.views.AuditedPopulation.POPULATION;
import static dev.faultline.sql.views.AuditedPopulation.PUBLISHER_LAG;
import static dev.faultline.sql.views.AuditedPopulation.T;
import static dev.faultline.sql.views.AuditedPopulation.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.watermark.PublisherWatermarks;
import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
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

  @Test
  void anInstantClosesWithTheLastOfItsPublishers() {
    population.say(said("a", -60));
    population.say(said("b", -60));
    population.observe("n", T, NodeStatus.UP, 5);
    population.say(said("a", 30));
    population.observe("m", T, NodeStatus.UP, 6);
    population.say(said("b", 30));
    population.observe("x", T, NodeStatus.UP, 7);
    population.say(said("a", 90).asClosing());
    population.observe("y", T.plusSeconds(60), NodeStatus.UP, 8);
    population.say(said("b", 90));
    population.land();

    assertThat(
            population
                .pipeline()
                .query("SELECT node_id FROM population_at" + at("00:57") + " ORDER BY 1"))
        .containsExactly(List.of("m"), List.of("n"));
    assertThat(late("00:57")).isEqualTo(List.of(0L, 0L));
    assertThat(late("00:58")).isEqualTo(List.of(1L, 1L));
  }

  @Test
  void watermarksAreWhatTheStreamsMakeOfTheSameStatements() {
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    PublisherWatermarks watermarks = new PublisherWatermarks(PUBLISHER_LAG.toMillis());
    List<Long> after = new ArrayList<>();
    long now = -600;
    for (int i = 0; i < 300; i++) {
      now += random.nextInt(20) == 0 ? random.nextInt(900) : random.nextInt(12);
      Watermark said = said("p" + random.nextInt(4), now - random.nextInt(60));
      Watermark next = random.nextInt(12) == 0 ? said.asClosing() : said;
      population.say(next);
      after.add(watermarks.update(next.publisher(), next.time().toEpochMilli(), next.closing()));
    }
    population.land();

    for (Instant at = T.minusSeconds(600);
        at.isBefore(T.plusSeconds(3600));
        at = at.plusSeconds(420)) {
      long due = at.plusSeconds(30).toEpochMilli();
      long closing = after.stream().takeWhile(each -> each < due).count();
      String where =
          "(network = 'solana', layer = 'consensus', at = '"
              + at.toString().replace('T', ' ').replace("Z", "")
              + "'";
      assertThat(
              population
                  .pipeline()
                  .query("SELECT toInt64(offset) FROM closing_watermarks" + where + ")"))
          .as("seed %d, %s", seed, at)
          .isEqualTo(closing == after.size() ? List.of() : List.of(List.of(closing)));
      List<List<Object>> recomputed =
          population
              .pipeline()
              .query(
                  "SELECT toInt64(offset), toInt64(watermark) FROM watermarks_of"
                      + where
                      + ", window_s = 300) WHERE watermark >= "
                      + at.minusSeconds(300).toEpochMilli()
                      + " AND offset <= "
                      + closing
                      + " ORDER BY offset");
      List<List<Object>> expected = new ArrayList<>();
      for (int i = 0; i <= Math.min(closing, after.size() - 1); i++) {
        if (after.get(i) >= at.minusSeconds(300).toEpochMilli()
            && recomputed.stream().map(row -> row.get(0)).toList().contains((long) i)) {
          expected.add(List.of((long) i, after.get(i)));
        }
      }
      assertThat(recomputed).as("seed %d, %s", seed, at).isEqualTo(expected);
    }
  }

  private static Watermark said(String publisher, long seconds) {
    return Watermark.of(POPULATION, T.plusSeconds(seconds), publisher);
  }

  /** All late records of a window of five minutes, and those that repeat nothing. */
  private List<Object> late(String time) {
    return population
        .pipeline()
        .query("SELECT toInt64(late_at_most), toInt64(late) FROM late_at" + at(time))
        .get(0);
  }
}
