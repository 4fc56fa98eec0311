package dev.faultline.ingest.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Whether the brokers answer, asked at most once every few seconds however often it is polled. */
final class Readiness {

  private static final Duration VALID = Duration.ofSeconds(3);

  private final BooleanSupplier reachable;
  private final Clock clock;
  private Instant askedAt = Instant.MIN;
  private boolean ready;

  Readiness(BooleanSupplier reachable, Clock clock) {
    this.reachable = reachable;
    this.clock = clock;
  }

  synchronized boolean ready() {
    Instant now = clock.instant();
    if (Duration.between(askedAt, now).abs().compareTo(VALID) > 0) {
      ready = reachable.getAsBoolean();
      askedAt = now;
    }
    return ready;
  }
}
