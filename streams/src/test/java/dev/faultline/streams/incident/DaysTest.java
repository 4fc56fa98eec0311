package dev.faultline.streams.incident;

import static dev.faultline.streams.incident.Days.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.streams.incident.Days.Due;
import org.junit.jupiter.api.Test;

class DaysTest {

  private static final Subject AWS = new Subject(IncidentKind.OUTAGE, "aws");
  private static final Subject GCP = new Subject(IncidentKind.OUTAGE, "gcp");
  private final Days days = new Days();

  @Test
  void aMidnightIsDueWhenSomethingIsSeenAfterIt() {
    assertThat(days.advance(AWS, 10 * DAY - 5)).isEmpty();
    assertThat(days.advance(AWS, 10 * DAY)).as("may still be followed by its like").isEmpty();
    assertThat(days.advance(AWS, 10 * DAY + 1)).containsExactly(new Due(AWS, 10 * DAY, 10 * DAY));
    assertThat(days.advance(AWS, 10 * DAY + 2)).isEmpty();
    assertThat(days.advance(AWS, 13 * DAY + 1)).containsExactly(new Due(AWS, 11 * DAY, 13 * DAY));
  }

  @Test
  void somethingNewTakesEverybodyOn() {
    days.advance(GCP, 10 * DAY + 1);
    days.advance(AWS, 10 * DAY + 2);

    assertThat(days.advance(AWS, 12 * DAY + 1))
        .containsExactly(new Due(AWS, 11 * DAY, 12 * DAY), new Due(GCP, 11 * DAY, 12 * DAY));
  }

  @Test
  void aHistoryThatIsImportedLaterHasItsOwnDays() {
    days.advance(GCP, 10 * DAY + 1);
    days.advance(GCP, 20 * DAY + 1);

    assertThat(days.advance(AWS, 5 * DAY + 1)).isEmpty();
    assertThat(days.advance(AWS, 7 * DAY + 1)).containsExactly(new Due(AWS, 6 * DAY, 7 * DAY));
    assertThat(days.advance(GCP, 19 * DAY)).as("late: its days are done").isEmpty();
    assertThat(days.advance(GCP, 21 * DAY + 1))
        .containsExactly(new Due(AWS, 8 * DAY, 21 * DAY), new Due(GCP, 21 * DAY, 21 * DAY));
  }

  @Test
  void ofAnAgeOfSilenceOnlyTheLastYearsAreDue() {
    days.advance(AWS, 1);

    assertThat(days.advance(AWS, 100_000 * DAY + 1))
        .containsExactly(new Due(AWS, (100_001 - Days.MOST_AT_ONCE) * DAY, 100_000 * DAY));
  }

  @Test
  void goesOnWhereItStopped() {
    days.advance(GCP, 10 * DAY + 1);
    days.advance(AWS, 10 * DAY + 2);
    Days restarted = new Days();
    restarted.restore(AWS, days.done(AWS));
    restarted.restore(GCP, days.done(GCP));
    restarted.restoreClock(days.clock());

    assertThat(restarted.advance(GCP, 12 * DAY)).isEqualTo(days.advance(GCP, 12 * DAY));
  }

  @Test
  void subjectsAreKeptAsText() {
    assertThat(AWS.text()).isEqualTo("outage/aws");
    assertThat(Subject.parse(AWS.text())).isEqualTo(AWS);
  }
}
