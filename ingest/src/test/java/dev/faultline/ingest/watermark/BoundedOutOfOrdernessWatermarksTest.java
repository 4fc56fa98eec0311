package dev.faultline.ingest.watermark;

import static org.assertj.core.api.Assertions.assertThat;

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

class BoundedOutOfOrdernessWatermarksTest {

  private static final Instant NOON = Instant.parse("2025-10-20T12:00:00Z");

  private static Instant at(int seconds) {
    return NOON.plusSeconds(seconds);
  }

  private static Duration outOfOrderness(List<Instant> times) {
    MaxOutOfOrderness outOfOrderness = new MaxOutOfOrderness();
    times.forEach(outOfOrderness::add);
    return outOfOrderness.most();
  }

  @Test
  void theLastWatermarkClosesTheSlotOfTheLastRecord() {
    BoundedOutOfOrdernessWatermarks plan =
        new BoundedOutOfOrdernessWatermarks(Cadence.DEFAULT, Duration.ZERO);
    plan.next(Instant.parse("2025-10-20T00:57:00Z"));
    assertThat(plan.last()).contains(Instant.parse("2025-10-20T00:57:30Z"));

    plan.next(Instant.parse("2025-10-20T00:57:00.001Z"));
    assertThat(plan.last()).contains(Instant.parse("2025-10-20T00:58:30Z"));
  }

  @Test
  void anOrderedRecordingWatermarksWhenItMovesOn() {
    BoundedOutOfOrdernessWatermarks plan =
        new BoundedOutOfOrdernessWatermarks(Cadence.DEFAULT, Duration.ZERO);

    assertThat(plan.next(at(0))).isEmpty();
    assertThat(plan.next(at(0))).isEmpty();
    assertThat(plan.next(at(86_400))).contains(at(86_400).minusMillis(1));
    assertThat(plan.next(at(86_401))).isEmpty();
  }

  @Test
  void nothingRecordedNeedsNoWatermark() {
    assertThat(new BoundedOutOfOrdernessWatermarks(Cadence.DEFAULT, Duration.ZERO).last())
        .isEmpty();
  }

  @Test
  void outOfOrdernessIsTheMostThatARecordLiesBehindAnEarlierOne() {
    assertThat(outOfOrderness(List.of(at(0), at(5), at(5), at(9)))).isZero();
    assertThat(outOfOrderness(List.of(at(0), at(50), at(20), at(60), at(55)))).hasSeconds(30);
    assertThat(outOfOrderness(List.of())).isZero();
  }

  @Property
  void noRecordOfARecordingComesBehindAWatermarkOfIts(
      @ForAll @NotEmpty List<@IntRange(max = 4_000) Integer> seconds,
      @ForAll @IntRange(min = 1, max = 100) int step,
      @ForAll @IntRange(max = 100) int grace) {
    List<Instant> times = seconds.stream().map(BoundedOutOfOrdernessWatermarksTest::at).toList();
    Cadence cadence = new Cadence(Duration.ofSeconds(step), Duration.ofSeconds(grace));
    BoundedOutOfOrdernessWatermarks plan =
        new BoundedOutOfOrdernessWatermarks(cadence, outOfOrderness(times));
    List<Instant> watermarks = new ArrayList<>();
    for (Instant time : times) {
      Optional<Instant> watermark = plan.next(time);
      watermark.ifPresent(watermarks::add);
      watermarks.forEach(earlier -> assertThat(time).isAfter(earlier));
    }
    watermarks.add(plan.last().orElseThrow());

    assertThat(watermarks).isSorted();
    Instant newest = times.stream().max(Instant::compareTo).orElseThrow();
    assertThat(watermarks.get(watermarks.size() - 1)).isAfterOrEqualTo(newest.plusSeconds(grace));
  }
}
