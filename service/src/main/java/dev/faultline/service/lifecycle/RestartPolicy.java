package dev.faultline.service.lifecycle;

import dev.faultline.service.retry.Backoff;
import java.time.Duration;

/**
 * How often a service may be started again.
 *
 * @param attempts starts within the period; one more is refused
 * @param within the period, counted back from now
 * @param backoff how long to wait before each start
 * @param settling for how long after a new start a service is not called well: else one that is
 *     back at once would have failed unseen by those who ask now and then
 */
public record RestartPolicy(int attempts, Duration within, Backoff backoff, Duration settling) {

  /** Ten times within ten minutes. */
  public static final RestartPolicy DEFAULT =
      new RestartPolicy(
          10,
          Duration.ofMinutes(10),
          new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10)),
          Duration.ofSeconds(4));

  /** As people read it: {@code 5 within 10 minutes}. */
  @Override
  public String toString() {
    return within.toMinutes() > 0
        ? attempts + " within " + within.toMinutes() + " minutes"
        : attempts + " within " + within.toSeconds() + " s";
  }
}
