package dev.faultline.streams.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.streams.incident.Revision;
import dev.faultline.streams.incident.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The vectors of docs/methodology.md; a second is 1,000. */
class ReliabilityTest {

  private static final Span WINDOW = seconds(0, 100);

  private static Span seconds(long from, long to) {
    return new Span(from * 1_000, to * 1_000);
  }

  @Test
  void overlappingOutagesAreDownOnceAndRepairedTwice() {
    assertThat(Reliability.of(List.of(seconds(10, 20), seconds(15, 30)), WINDOW))
        .isEqualTo(new Reliability(2, 2, 2, 20_000, 0.8, 12.5, 40.0));
  }

  @Test
  void anOutageFromBeforeTheWindowCountsItsWholeLengthAsRepairAndItsRestAsDowntime() {
    assertThat(Reliability.of(List.of(seconds(-30, 10)), WINDOW))
        .isEqualTo(new Reliability(1, 0, 1, 10_000, 0.9, 40.0, null));
  }

  @Test
  void oneThatIsStillOpenIsDownUntilNowAndNotRepaired() {
    Span open = new Span(75_000, Revision.NO_END);

    assertThat(Reliability.of(List.of(open), WINDOW))
        .isEqualTo(new Reliability(1, 1, 0, 25_000, 0.75, null, 75.0));
  }

  @Test
  void whatLiesOutsideDoesNotCount() {
    List<Span> outside = List.of(seconds(-5, 0), seconds(100, 110));

    assertThat(Reliability.of(outside, WINDOW))
        .isEqualTo(new Reliability(0, 0, 0, 0, 1.0, null, null));
  }

  @Test
  void fractionsAreRoundedOnce() {
    Reliability third =
        Reliability.of(List.of(seconds(0, 1), seconds(1, 2), seconds(2, 4)), seconds(0, 9));

    assertThat(third.availability()).isEqualTo(5.0 / 9);
    assertThat(third.meanTimeToRepair()).isEqualTo(4.0 / 3);
    assertThat(third.meanTimeBetweenFailures()).isEqualTo(5.0 / 3);
  }
}
