package dev.faultline.streams.ripple;

import static dev.faultline.schemas.RippleFinding.NO_PAIR;
import static dev.faultline.schemas.RippleFinding.PAIR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.RippleRow;
import dev.faultline.schemas.Severity;
import dev.faultline.streams.incident.IncidentHistory;
import dev.faultline.streams.incident.Revision;
import dev.faultline.streams.incident.Revisions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RipplePairsTest {

  private static final Revisions OUTAGE = Revisions.outage("aws", "o", "us-east-1");
  private static final Revisions TROUBLE = Revisions.dependant("coinbase", "t");
  private final IncidentHistory history = new IncidentHistory();
  private final RipplePairs pairs = new RipplePairs(history);

  private List<RippleRow> publish(long knownAt, Revisions said) {
    List<RippleRow> rows = new ArrayList<>();
    pairs.append(said.known(knownAt, history.end()), rows::add);
    return rows;
  }

  @Test
  void aPairIsToldOnceWhicheverOfTheTwoIsSeenLast() {
    assertThat(publish(12, OUTAGE.during(10, Revision.NO_END))).isEmpty();
    List<RippleRow> rows = publish(31, TROUBLE.during(30, Revision.NO_END));

    assertThat(rows)
        .extracting(
            RippleRow::getDependant,
            RippleRow::getProvider,
            RippleRow::getFinding,
            RippleRow::getLagMs,
            row -> row.getAt().toEpochMilli(),
            RippleRow::getDependantIncident,
            RippleRow::getProviderSource)
        .containsExactly(tuple("coinbase", "aws", PAIR, 20L, 31L, "t", "aws-status"));
    assertThat(publish(32, TROUBLE.over(30, 60))).isEmpty();
    assertThat(publish(33, OUTAGE.over(10, 40))).isEmpty();
  }

  @Test
  void aHistoryThatIsImportedFirstMakesThePairWhenTheOtherComes() {
    publish(31, TROUBLE.over(30, 60));

    assertThat(publish(12, OUTAGE.over(10, 40)))
        .extracting(RippleRow::getFinding, row -> row.getAt().toEpochMilli())
        .containsExactly(tuple(PAIR, 31L));
  }

  @Test
  void anEarlierBeginToldLaterMovesTheLag() {
    publish(12, OUTAGE.during(10, Revision.NO_END));
    publish(31, TROUBLE.during(30, Revision.NO_END));

    assertThat(publish(99, OUTAGE.over(4, 40)))
        .extracting(RippleRow::getFinding, RippleRow::getLagMs, row -> row.getAt().toEpochMilli())
        .containsExactly(tuple(PAIR, 26L, 99L));
  }

  @Test
  void aPairTellsWhereTheTextNamesTheProvider() {
    publish(12, OUTAGE.during(10, Revision.NO_END));

    assertThat(publish(31, TROUBLE.naming("gcp", "title@0").during(30, Revision.NO_END)))
        .extracting(RippleRow::getFinding, RippleRow::getAttributedIn)
        .containsExactly(tuple(PAIR, null));
    assertThat(publish(32, TROUBLE.naming("aws", "title@12").during(30, Revision.NO_END)))
        .extracting(RippleRow::getFinding, RippleRow::getAttributedIn)
        .containsExactly(tuple(PAIR, "title@12"));
    assertThat(publish(33, OUTAGE.over(10, 20)))
        .extracting(RippleRow::getFinding, RippleRow::getAttributedIn)
        .containsExactly(tuple(NO_PAIR, null));
  }

  @Test
  void anEndBeforeTheOtherBeganTakesThePairBack() {
    publish(12, OUTAGE.during(10, Revision.NO_END));
    publish(31, TROUBLE.during(30, Revision.NO_END));

    assertThat(publish(40, OUTAGE.over(10, 30)))
        .extracting(RippleRow::getFinding, RippleRow::getLagMs, row -> row.getAt().toEpochMilli())
        .containsExactly(tuple(NO_PAIR, null, 40L));
    assertThat(publish(41, TROUBLE.status(IncidentStatus.RETRACTED))).isEmpty();
  }

  @Test
  void informationAndFalseAlarmsMakeNoPair() {
    publish(12, OUTAGE.during(10, Revision.NO_END).severity(Severity.INFO));
    assertThat(publish(31, TROUBLE.during(30, Revision.NO_END))).isEmpty();

    assertThat(publish(40, OUTAGE.during(10, Revision.NO_END))).hasSize(1);
    assertThat(publish(41, TROUBLE.status(IncidentStatus.RETRACTED)))
        .extracting(RippleRow::getFinding)
        .containsExactly(NO_PAIR);
  }

  @Test
  void oneThatBeganEarlierThanTheOutageIsNotItsEffect() {
    publish(12, OUTAGE.during(10, Revision.NO_END));

    assertThat(publish(31, TROUBLE.during(9, Revision.NO_END))).isEmpty();
    assertThat(publish(32, TROUBLE.during(10, Revision.NO_END)))
        .extracting(RippleRow::getLagMs)
        .containsExactly(0L);
  }
}
