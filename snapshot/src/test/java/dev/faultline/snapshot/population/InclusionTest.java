package dev.faultline.snapshot.population;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.snapshot.population.Inclusion.Included;
import dev.faultline.snapshot.population.Inclusion.LeftOut;
import dev.faultline.snapshot.population.Inclusion.Open;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InclusionTest {

  private static final Instant AS_OF = Instant.parse("2025-10-20T00:00:30Z");
  private static final Instant LAST_STEP = Instant.parse("2025-10-20T00:00:00Z");
  private static final Instant EARLIER = Instant.parse("2025-10-19T22:00:00Z");
  private static final Instant LONG_AGO = Instant.parse("2025-10-18T22:00:00Z");

  @Test
  void aClosedPopulationIsTakenAtItsLastStep() {
    assertThat(Inclusion.of(AS_OF, clock(LAST_STEP, false, LAST_STEP)))
        .isEqualTo(new Included(clock(LAST_STEP, false, LAST_STEP), LAST_STEP));
  }

  @Test
  void oneThatLivesAndHasNotClosedIsWaitedFor() {
    Inclusion inclusion = Inclusion.of(AS_OF, clock(EARLIER, false, EARLIER));
    assertThat(inclusion).isInstanceOf(Open.class);
    assertThat(((Open) inclusion).text())
        .isEqualTo(
            "solana/consensus has not closed 2025-10-20T00:00:00Z: its publishers have said all up"
                + " to 2025-10-19T22:00:00Z, and must say so up to 2025-10-20T00:00:30Z");
  }

  @Test
  void oneThatNobodyPublishesAnyMoreIsTakenAsItWasLast() {
    assertThat(Inclusion.of(AS_OF, clock(EARLIER, false, null)))
        .isEqualTo(new Included(clock(EARLIER, false, null), EARLIER));
  }

  @Test
  void oneWithLaterRowsIsClosedWhoeverIsOpen() {
    assertThat(Inclusion.of(AS_OF, clock(EARLIER, true, EARLIER))).isInstanceOf(Included.class);
  }

  @Test
  void oneThatIsSilentForLongerThanItsLongestWindowIsLeftOut() {
    Inclusion closed = Inclusion.of(AS_OF, clock(LONG_AGO, false, null));
    assertThat(((LeftOut) closed).reason())
        .isEqualTo(
            "silent for longer than its longest window of 86400 s: its last rows are of "
                + LONG_AGO);
    // its publisher died without a word
    assertThat(Inclusion.of(AS_OF, clock(LONG_AGO, false, LONG_AGO))).isInstanceOf(LeftOut.class);
  }

  @Test
  void oneThatHasJustBegunIsWaitedFor() {
    assertThat(Inclusion.of(AS_OF, clock(null, false, LAST_STEP))).isInstanceOf(Open.class);
    assertThat(Inclusion.of(AS_OF, clock(null, false, null))).isInstanceOf(LeftOut.class);
  }

  private static PopulationClock clock(Instant published, boolean beyond, Instant watermark) {
    return new PopulationClock(
        "solana",
        "consensus",
        60,
        30,
        86_400,
        Optional.ofNullable(published),
        beyond,
        Optional.ofNullable(watermark),
        false);
  }
}
