package dev.faultline.streams.ripple;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.streams.incident.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The vectors of docs/methodology.md. */
class LiftTest {

  private static final Span WINDOW = new Span(0, 100);
  private static final List<Span> OUTAGES = List.of(new Span(10, 20), new Span(15, 30));

  @Test
  void threeOfFourWithinAFifthOfTheTimeIsThreeAndThreeQuartersOfChance() {
    assertThat(Lift.of(List.of(10L, 16L, 29L, 30L), OUTAGES, WINDOW))
        .isEqualTo(new Lift(4, 3, 20, 3.75));
  }

  @Test
  void alwaysWithinIsTheInverseOfTheDowntime() {
    assertThat(Lift.of(List.of(10L, 11L, 12L), OUTAGES, WINDOW)).isEqualTo(new Lift(3, 3, 20, 5.0));
  }

  @Test
  void aProviderThatIsAlwaysDownExplainsNothing() {
    assertThat(Lift.of(List.of(1L, 50L, 99L), List.of(WINDOW), WINDOW).lift()).isEqualTo(1.0);
  }

  @Test
  void withoutOverlapsThereIsNone() {
    assertThat(Lift.of(List.of(5L, 40L), OUTAGES, WINDOW)).isEqualTo(new Lift(2, 0, 20, null));
    assertThat(Lift.of(List.of(), List.of(), WINDOW)).isEqualTo(new Lift(0, 0, 0, null));
  }

  @Test
  void whatLiesOutsideTheWindowDoesNotCount() {
    assertThat(Lift.of(List.of(-1L, 0L, 100L), List.of(new Span(-50, 50)), WINDOW))
        .isEqualTo(new Lift(1, 1, 50, 2.0));
  }
}
