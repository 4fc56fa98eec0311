package dev.faultline.streams.incident;

import static dev.faultline.streams.incident.Revision.NO_END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentStatus;
import org.junit.jupiter.api.Test;

/** What is known of an incident when; times are small numbers for the reader's sake. */
class IncidentHistoryTest {

  private static final Revisions FIRE = Revisions.outage("aws", "fire", "us-east-1");
  private final IncidentHistory known = new IncidentHistory();

  private void publish(long knownAt, Revisions said) {
    known.append(said.known(knownAt, known.end()));
  }

  private boolean isOpenAt(long instant) {
    return !known.openAt(instant, IncidentKind.OUTAGE).isEmpty();
  }

  private boolean wasOpenAt(long instant) {
    return !known.openFinally(instant, IncidentKind.OUTAGE).isEmpty();
  }

  @Test
  void isOpenFromWhenItIsKnownAndNotFromWhenItBegan() {
    publish(30, FIRE.during(10, NO_END));

    assertThat(isOpenAt(29)).isFalse();
    assertThat(isOpenAt(30)).isTrue();
    assertThat(wasOpenAt(9)).isFalse();
    assertThat(wasOpenAt(10)).isTrue();
  }

  @Test
  void anEarlierBeginThatIsToldWeeksLaterChangesOnlyWhatIsFinallyKnown() {
    publish(30, FIRE.during(25, NO_END));
    publish(60, FIRE.over(25, 50));
    publish(9_000, FIRE.over(12, 55));

    assertThat(isOpenAt(59)).isTrue();
    assertThat(isOpenAt(60)).isFalse();
    assertThat(wasOpenAt(12)).isTrue();
    assertThat(wasOpenAt(54)).isTrue();
    assertThat(wasOpenAt(55)).isFalse();
    Timeline timeline = known.timelines().iterator().next();
    assertThat(timeline.spanAt(29)).isEmpty();
    assertThat(timeline.spanAt(59)).contains(new Span(25, NO_END));
    assertThat(timeline.spanAt(8_999)).contains(new Span(25, 50));
    assertThat(timeline.spanAt(9_000)).contains(new Span(12, 55));
    assertThat(timeline.revisionsWithin(new Span(30, 60))).isEqualTo(1);
    assertThat(timeline.revisionsWithin(new Span(0, 61))).isEqualTo(2);
  }

  @Test
  void oneThatLeftTheFeedEndedWhenItWasFirstMissed() {
    publish(30, FIRE.during(10, NO_END));
    publish(60, FIRE.during(10, NO_END).status(IncidentStatus.VANISHED));
    publish(90, FIRE.during(11, NO_END).status(IncidentStatus.RESOLVED));

    assertThat(isOpenAt(59)).isTrue();
    assertThat(isOpenAt(60)).isFalse();
    assertThat(known.timelines().iterator().next().spanAt(100)).contains(new Span(11, 60));
    assertThat(wasOpenAt(59)).isTrue();
    assertThat(wasOpenAt(60)).isFalse();
  }

  @Test
  void oneThatIsReopenedIsOpenAgainAndItsFirstCloseIsForgotten() {
    publish(30, FIRE.during(10, NO_END));
    publish(60, FIRE.during(10, NO_END).status(IncidentStatus.RESOLVED));
    publish(80, FIRE.during(10, NO_END).status(IncidentStatus.MONITORING));
    publish(100, FIRE.during(10, NO_END).status(IncidentStatus.RESOLVED));

    assertThat(isOpenAt(79)).isFalse();
    assertThat(isOpenAt(80)).isTrue();
    assertThat(isOpenAt(100)).isFalse();
    assertThat(wasOpenAt(70)).isTrue();
    assertThat(known.timelines().iterator().next().spanAt(100)).contains(new Span(10, 100));
  }

  @Test
  void aFalseAlarmNeverWas() {
    publish(30, FIRE.during(10, NO_END));
    publish(60, FIRE.during(10, 20).status(IncidentStatus.RETRACTED));

    assertThat(isOpenAt(59)).isTrue();
    assertThat(isOpenAt(60)).isFalse();
    assertThat(wasOpenAt(15)).isFalse();
  }

  @Test
  void oneThatWasMergedLivesOnInItsParentOnlyAsTheParentSays() {
    Revisions parent = Revisions.outage("aws", "parent", "eu-west-1");
    publish(30, FIRE.during(10, NO_END));
    publish(40, parent.during(35, NO_END));
    publish(60, FIRE.during(10, NO_END).status(IncidentStatus.RETRACTED));

    assertThat(known.openAt(59, IncidentKind.OUTAGE)).hasSize(2);
    assertThat(known.openAt(60, IncidentKind.OUTAGE))
        .extracting(revision -> revision.incident().id(), Revision::beginsAt)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("parent", 35L));
  }

  @Test
  void anEndThatHasPassedWinsOverAStatusThatNobodyUpdated() {
    publish(30, FIRE.during(10, 40).status(IncidentStatus.MONITORING));

    assertThat(isOpenAt(39)).isTrue();
    assertThat(isOpenAt(40)).isFalse();
  }

  @Test
  void theStatusWinsOverAnEndAhead() {
    publish(30, FIRE.over(10, 90));

    assertThat(isOpenAt(30)).isFalse();
    assertThat(wasOpenAt(89)).isTrue();
  }

  @Test
  void oneThatIsAnnouncedBeginsWhenItSays() {
    publish(30, FIRE.during(50, NO_END));

    assertThat(isOpenAt(49)).isFalse();
    assertThat(isOpenAt(50)).isTrue();
  }

  @Test
  void maintenanceAndDependantsAreNoOutages() {
    publish(30, FIRE.kind(IncidentKind.MAINTENANCE));
    publish(30, Revisions.dependant("coinbase", "d"));

    assertThat(isOpenAt(30)).isFalse();
    assertThat(known.openAt(30, IncidentKind.MAINTENANCE)).hasSize(1);
    assertThat(known.openAt(30, IncidentKind.DEPENDANT)).hasSize(1);
  }

  @Test
  void ofTwoSeenAtOneInstantTheLaterPublishedIsNewer() {
    publish(30, FIRE.during(10, NO_END));
    publish(30, FIRE.over(10, 20));

    assertThat(isOpenAt(30)).isFalse();
  }

  @Test
  void refusesAnOffsetOutOfOrder() {
    known.append(FIRE.known(1, 7));

    assertThatThrownBy(() -> known.append(FIRE.known(2, 7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("offset 7 comes after 7");
  }
}
