package dev.faultline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class TickPlanTest {

  private static final Instant NOON = Instant.parse("2025-10-20T12:00:00Z");
  private static final Population SOLANA = new Population("solana", "consensus");

  private static Instant at(int seconds) {
    return NOON.plusSeconds(seconds);
  }

  private static Duration disorder(List<Instant> times) {
    Disorder disorder = new Disorder();
    times.forEach(time -> disorder.observation(1, observation(time)));
    return disorder.of(SOLANA);
  }

  private static Observation observation(Instant time) {
    return new Observation(
        "solana",
        "consensus",
        "n",
        time,
        NodeStatus.UP,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "test");
  }

  @Test
  void theLastTickClosesTheSlotOfTheLastRecord() {
    TickPlan plan = new TickPlan(Cadence.DEFAULT, Duration.ZERO);
    plan.next(Instant.parse("2025-10-20T00:57:00Z"));
    assertThat(plan.last()).contains(Instant.parse("2025-10-20T00:57:30Z"));

    plan.next(Instant.parse("2025-10-20T00:57:00.001Z"));
    assertThat(plan.last()).contains(Instant.parse("2025-10-20T00:58:30Z"));
  }

  @Test
  void anOrderedRecordingTicksWhenItMovesOn() {
    TickPlan plan = new TickPlan(Cadence.DEFAULT, Duration.ZERO);

    assertThat(plan.next(at(0))).isEmpty();
    assertThat(plan.next(at(0))).isEmpty();
    assertThat(plan.next(at(86_400))).contains(at(86_400).minusMillis(1));
    assertThat(plan.next(at(86_401))).isEmpty();
  }

  @Test
  void nothingRecordedNeedsNoTick() {
    assertThat(new TickPlan(Cadence.DEFAULT, Duration.ZERO).last()).isEmpty();
  }

  @Test
  void disorderIsTheMostThatARecordLiesBehindAnEarlierOne() {
    assertThat(disorder(List.of(at(0), at(5), at(5), at(9)))).isZero();
    assertThat(disorder(List.of(at(0), at(50), at(20), at(60), at(55)))).hasSeconds(30);
    assertThat(new Disorder().of(SOLANA)).isZero();
  }

  @Property
  void noRecordOfARecordingComesBehindATickOfIts(
      @ForAll @NotEmpty List<@IntRange(max = 4_000) Integer> seconds,
      @ForAll @IntRange(min = 1, max = 100) int step,
      @ForAll @IntRange(max = 100) int grace) {
    List<Instant> times = seconds.stream().map(TickPlanTest::at).toList();
    Cadence cadence = new Cadence(Duration.ofSeconds(step), Duration.ofSeconds(grace));
    TickPlan plan = new TickPlan(cadence, disorder(times));
    List<Instant> ticks = new ArrayList<>();
    for (Instant time : times) {
      assertThat(plan.isLate(time)).isFalse();
      Optional<Instant> tick = plan.next(time);
      tick.ifPresent(ticks::add);
      ticks.forEach(earlier -> assertThat(time).isAfter(earlier));
    }
    ticks.add(plan.last().orElseThrow());

    assertThat(ticks).isSorted();
    Instant newest = times.stream().max(Instant::compareTo).orElseThrow();
    assertThat(ticks.get(ticks.size() - 1)).isAfterOrEqualTo(newest.plusSeconds(grace));
  }
}
