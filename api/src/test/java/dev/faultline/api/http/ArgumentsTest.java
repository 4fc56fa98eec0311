package dev.faultline.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  private static Arguments of(String name, String value) {
    return new Arguments(Map.of(name, value), new byte[0]);
  }

  @Test
  void absentAndEmptyAreTheSame() {
    assertThat(of("at", "").time("at")).isEmpty();
    assertThat(of("limit", "").number("limit", 1, 9)).isEmpty();
    assertThat(of("other", "x").text("at")).isEmpty();
  }

  @Test
  void wrongValuesNameTheirParameter() {
    refuses(() -> of("at", "yesterday").time("at"), "at");
    refuses(() -> of("at", "+12025-01-01T00:00:00Z").time("at"), "at");
    refuses(() -> of("at", "1969-12-31T23:59:59Z").time("at"), "at");
    refuses(() -> of("limit", "ten").number("limit", 1, 9), "limit");
    refuses(() -> of("limit", "10").number("limit", 1, 9), "limit");
    refuses(() -> of("limit", "99999999999").number("limit", 1, 9), "limit");
    refuses(() -> of("open", "yes").flag("open"), "open");
    refuses(() -> of("kind", "fire").oneOf("kind", List.of("outage")), "kind");
    refuses(() -> of("other", "x").required("network"), "network");
  }

  private static void refuses(ThrowingCallable call, String parameter) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(400);
              assertThat(problem.parameter()).contains(parameter);
            });
  }

  @Test
  void aClientMayBurstAndThenAsksAtASteadyRate() {
    SettableClock clock = new SettableClock();
    RateLimit limit = new RateLimit(2, 3, clock);

    for (int request = 0; request < 3; request++) {
      assertThat(limit.admits("a")).isTrue();
    }
    assertThat(limit.admits("a")).isFalse();
    assertThat(limit.admits("b")).as("another client").isTrue();
    clock.now = clock.now.plusMillis(500);
    assertThat(limit.admits("a")).isTrue();
    assertThat(limit.admits("a")).isFalse();
    clock.now = clock.now.minusSeconds(60);
    assertThat(limit.admits("a")).as("a clock that was set back").isFalse();
  }

  private static final class SettableClock extends Clock {
    private Instant now = Instant.parse("2025-10-20T08:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
