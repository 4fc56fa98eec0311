package dev.faultline.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PollScheduleTest {

  private static final double MIDDLE = 0.5;

  private final PollSchedule everyMinute = new PollSchedule(Duration.ofMinutes(1));

  private Duration after(int failures) {
    return everyMinute.next(failures, Optional.empty(), MIDDLE);
  }

  @Test
  void eachFailureDoublesTheWaitUpToAnHour() {
    assertThat(after(0)).isEqualTo(Duration.ofMinutes(1));
    assertThat(after(1)).isEqualTo(Duration.ofMinutes(2));
    assertThat(after(5)).isEqualTo(Duration.ofMinutes(32));
    assertThat(after(6)).isEqualTo(Duration.ofHours(1));
    assertThat(after(Integer.MAX_VALUE)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aFeedThatIsPolledSeldomIsNotPolledMoreOftenBecauseItFails() {
    PollSchedule daily = new PollSchedule(Duration.ofDays(1));

    assertThat(daily.next(3, Optional.empty(), MIDDLE)).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void waitsAsLongAsTheServerAsksWithinADay() {
    assertThat(everyMinute.next(1, Optional.of(Duration.ofMinutes(7)), MIDDLE))
        .isEqualTo(Duration.ofMinutes(7));
    assertThat(everyMinute.next(1, Optional.of(Duration.ofSeconds(7)), MIDDLE))
        .isEqualTo(Duration.ofMinutes(2));
    assertThat(everyMinute.next(1, Optional.of(Duration.ofDays(700)), MIDDLE))
        .isEqualTo(Duration.ofDays(1));
  }

  @Property
  void theWaitIsWithinATenthOfTheInterval(
      @ForAll @DoubleRange(min = 0, max = 1) double jitter,
      @ForAll @IntRange(min = 5, max = 604_800) int seconds) {
    PollSchedule schedule = new PollSchedule(Duration.ofSeconds(seconds));

    assertThat(schedule.next(0, Optional.empty(), jitter).toMillis())
        .isBetween(900L * seconds, 1100L * seconds);
    assertThat(schedule.first(jitter)).isBetween(Duration.ZERO, Duration.ofSeconds(10));
  }
}
