package dev.faultline.streams.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.streams.incident.Revision;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The vectors of docs/methodology.md; a minute is 60,000. */
class ImpactTest {

  private static final long MINUTE = 60_000;

  /** One sample a minute, from minute 0 on; everything weighs 200, the rest of it out of scope. */
  private static List<Sample> series(long... inScope) {
    List<Sample> series = new ArrayList<>();
    for (int minute = 0; minute < inScope.length; minute++) {
      series.add(new Sample(minute * MINUTE, inScope[minute], 200));
    }
    return series;
  }

  private static Impact impact(double beginsMinute, double endsMinute, long... inScope) {
    return Impact.of((long) (beginsMinute * MINUTE), (long) (endsMinute * MINUTE), series(inScope))
        .orElseThrow();
  }

  @Example
  void halfOfWhatWasExposedIsLostAndComesBack() {
    Impact impact = impact(1.5, 5, 100, 100, 80, 50, 70, 94, 95, 0);

    assertThat(impact)
        .isEqualTo(
            new Impact(
                new Sample(MINUTE, 100, 200),
                6 * MINUTE,
                50,
                3 * MINUTE,
                50,
                0.5,
                0.25,
                0.5,
                3 * MINUTE / 2,
                3 * MINUTE,
                (20 + 50 + 30 + 6) * 60.0,
                true));
  }

  @Example
  void theNullCaseIsAResult() {
    Impact impact = impact(1, 3, 100, 101, 100, 100, 0);

    assertThat(impact.lost()).isZero();
    assertThat(impact.trough()).isEqualTo(100);
    assertThat(impact.exposedShare()).isEqualTo(0.5);
    assertThat(impact.conversion()).isEqualTo(0.0);
    assertThat(impact.area()).isZero();
    assertThat(impact.troughAt()).isNull();
    assertThat(impact.timeToLose()).isNull();
    assertThat(impact.timeToRecover()).isNull();
    assertThat(impact.complete()).isTrue();
    assertThat(impact.at()).isEqualTo(3 * MINUTE);
  }

  @Example
  void whereNothingWasExposedThereIsNoConversion() {
    Impact impact = impact(1, 2, 0, 0, 0);

    assertThat(impact.exposedShare()).isEqualTo(0.0);
    assertThat(impact.conversion()).isNull();
    assertThat(impact.complete()).isTrue();
  }

  @Example
  void theBaselineIsBeforeTheBeginNotAtIt() {
    assertThat(impact(1, 9, 100, 60).lost()).isEqualTo(40);
    assertThat(impact(1, 9, 100, 60).timeToLose()).isZero();
  }

  @Example
  void withoutAnEndItIsNeverComplete() {
    Impact impact = Impact.of(MINUTE, Revision.NO_END, series(100, 50, 100)).orElseThrow();

    assertThat(impact.timeToRecover()).isEqualTo(MINUTE);
    assertThat(impact.complete()).isFalse();
  }

  @Example
  void aSecondAndDeeperTroughForgetsTheRecoveryFromTheFirst() {
    Impact impact = impact(0.5, 9, 100, 50, 100, 40, 40);

    assertThat(impact.troughAt()).isEqualTo(3 * MINUTE);
    assertThat(impact.timeToRecover()).isNull();
  }

  @Example
  void whatHasNotComeBackADayAfterTheEndIsNotWaitedFor() {
    List<Sample> series =
        List.of(
            new Sample(0, 100, 100),
            new Sample(MINUTE, 10, 10),
            new Sample(2 * MINUTE + Impact.AFTERMATH, 20, 20),
            new Sample(3 * MINUTE + Impact.AFTERMATH, 100, 100));

    Impact impact = Impact.of(1, 2 * MINUTE, series).orElseThrow();

    assertThat(impact.complete()).isTrue();
    assertThat(impact.timeToRecover()).isNull();
    assertThat(impact.at()).isEqualTo(2 * MINUTE + Impact.AFTERMATH);
  }

  @Example
  void weightsUpToALongDoNotWrap() {
    long all = Long.MAX_VALUE;
    Impact impact =
        Impact.of(
                1,
                2,
                List.of(new Sample(0, all, all), new Sample(1, 0, 0), new Sample(1001, all, all)))
            .orElseThrow();

    assertThat(impact.area()).isEqualTo(0x1p63);
    assertThat(impact.timeToRecover()).isEqualTo(1000);
  }

  @Example
  void aPopulationThatWasNotSeenBeforeOrSinceHasNone() {
    assertThat(Impact.of(0, 9, series(100, 50))).isEmpty();
    assertThat(Impact.of(9 * MINUTE, 99, series(100, 50))).isEmpty();
    assertThat(Impact.of(9, 99, List.of())).isEmpty();
    assertThatThrownBy(() -> Impact.of(9, 99, List.of(new Sample(1, 1, 1), new Sample(1, 1, 1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void agreesWithTheDefinition(
      @ForAll @Size(min = 2, max = 20) List<@IntRange(max = 100) Integer> inScope,
      @ForAll @IntRange(min = 1, max = 25) int ends) {
    Impact impact =
        Impact.of(1, ends * MINUTE, series(inScope.stream().mapToLong(i -> i).toArray()))
            .orElseThrow();

    int baseline = inScope.get(0);
    int last = 1;
    while (last + 1 < inScope.size()
        && !(last >= ends && inScope.get(last) * 20 >= baseline * 19)) {
      last++;
    }
    List<Integer> looked = inScope.subList(1, last + 1);
    int trough = looked.stream().mapToInt(i -> i).min().orElseThrow();
    int troughMinute = looked.indexOf(trough) + 1;
    Long recovered = null;
    double area = 0;
    for (int minute = last; minute >= 1; minute--) {
      if (minute >= troughMinute && inScope.get(minute) * 20 >= baseline * 19) {
        recovered = (minute - troughMinute) * MINUTE;
      }
      area += minute == last ? 0 : Math.max(0, baseline - inScope.get(minute)) * 60.0;
    }
    assertThat(impact.at()).isEqualTo(last * MINUTE);
    assertThat(impact.trough()).isEqualTo(trough);
    assertThat(impact.lost()).isEqualTo(Math.max(0, baseline - trough));
    assertThat(impact.timeToRecover()).isEqualTo(impact.lost() == 0 ? null : recovered);
    assertThat(impact.area()).isEqualTo(area);
  }
}
