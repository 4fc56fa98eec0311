package dev.faultline.service.health;

import java.time.Instant;
import java.util.Optional;

/**
 * How a part is.
 *
 * @param part its name
 * @param problem what is wrong; empty while it works
 * @param since when that began
 */
public record Health(String part, Optional<String> problem, Instant since) {

  /** Whether it works. */
  public boolean isUp() {
    return problem.isEmpty();
  }
}
