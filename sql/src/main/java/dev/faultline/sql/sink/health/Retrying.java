package dev.faultline.sql.sink.health;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that is tried again and again.
 *
 * @param what is tried
 * @param since when it failed first
 * @param failures attempts that have failed since
 * @param reason why the last one did
 */
public record Retrying(String what, Instant since, int failures, String reason) {

  String text(Instant now) {
    return "%s has failed for %d s (attempt %d): %s"
        .formatted(what, Duration.between(since, now).toSeconds(), failures, reason);
  }
}
