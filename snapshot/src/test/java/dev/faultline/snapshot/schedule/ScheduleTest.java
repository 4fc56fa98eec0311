package dev.faultline.snapshot.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  private static final Instant MONDAY = Instant.parse("2025-10-20T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 * * *|2025-10-21T00:00:00Z",
        "*/15 * * * *|2025-10-20T00:15:00Z",
        "30 6,18 * * *|2025-10-20T06:30:00Z",
        "0 9-17/4 * * 1-5|2025-10-20T09:00:00Z",
        "0 0 1 * *|2025-11-01T00:00:00Z",
        "0 0 29 2 *|2028-02-29T00:00:00Z",
        "0 0 * * 0|2025-10-26T00:00:00Z",
        "0 0 * * 7|2025-10-26T00:00:00Z",
        "0 0 1 * 3|2025-10-22T00:00:00Z",
        "5 0 * * *|2025-10-20T00:05:00Z"
      })
  void cronTellsTheNextTime(String cron, Instant next) {
    assertThat(Cron.of(cron).after(MONDAY)).isEqualTo(next);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * * 13 *",
        "* * * * 8",
        "5-1 * * * *",
        "*/0 * * * *",
        "a * * * *",
        "1, * * * *",
        "0 0 30 2 *",
        "@daily"
      })
  void whatIsNoCronIsRefused(String cron) {
    assertThatThrownBy(() -> Cron.of(cron)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFixedTimeApartIsCountedFromATimeOfTheDay() {
    Every daily = new Every(Duration.ofDays(1), LocalTime.of(6, 30));
    assertThat(daily.after(MONDAY)).isEqualTo("2025-10-20T06:30:00Z");
    assertThat(daily.after(daily.after(MONDAY))).isEqualTo("2025-10-21T06:30:00Z");
    assertThat(new Every(Duration.ofHours(6), LocalTime.MIDNIGHT).after(MONDAY))
        .isEqualTo("2025-10-20T06:00:00Z");
  }

  @Test
  void whatWasMissedIsDueTheOldestFirst() {
    Schedule daily = Cron.of("0 0 * * *");
    Set<Instant> done = Set.of(MONDAY, day(1), day(3), day(6));
    Instant now = day(8).plusSeconds(60);

    assertThat(DueRuns.of(daily, done, Set.of(), Optional.empty(), now))
        .containsExactly(day(2), day(4), day(5), day(7), day(8));
    assertThat(DueRuns.of(daily, done, Set.of(day(4)), Optional.empty(), now))
        .containsExactly(day(2), day(5), day(7), day(8));
    assertThat(DueRuns.of(daily, done, Set.of(), Optional.of(Duration.ofDays(4)), now))
        .containsExactly(day(5), day(7), day(8));
  }

  @Test
  void aFirstRunMakesTheLastInstantThatHasPassed() {
    Schedule daily = Cron.of("0 0 * * *");
    assertThat(DueRuns.of(daily, List.of(), Set.of(), Optional.empty(), MONDAY.plusSeconds(3600)))
        .containsExactly(MONDAY);
    assertThat(
            DueRuns.of(daily, List.of(MONDAY), Set.of(), Optional.empty(), MONDAY.plusSeconds(9)))
        .isEmpty();
  }

  private static Instant day(int number) {
    return MONDAY.plus(Duration.ofDays(number));
  }
}
