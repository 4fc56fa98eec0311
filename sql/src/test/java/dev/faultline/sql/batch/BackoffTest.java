package dev.faultline.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(15));

  @Property
  void everyDelayIsInTheUpperHalfOfItsStep(
      @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int failures, @ForAll long seed) {
    long step = Math.min(15_000, 100L << Math.min(failures - 1, 20));

    assertThat(backoff.delay(failures, new Random(seed)))
        .isBetween(Duration.ofMillis(step / 2), Duration.ofMillis(step));
  }

  @Property
  void theLongestDelayIsNeverExceededHoweverLongTheFirst(
      @ForAll @IntRange(min = 1, max = 100) int failures, @ForAll long seed) {
    Backoff slow = new Backoff(Duration.ofDays(100_000), Duration.ofMillis(1));

    assertThat(slow.delay(failures, new Random(seed))).isLessThanOrEqualTo(Duration.ofMillis(1));
  }
}
