package dev.faultline.service.health;

import java.util.Optional;

/** A question to a part that shows whether it works. */
@FunctionalInterface
public interface HealthCheck {

  /**
   * Asks. May block; the monitor does not wait for it.
   *
   * @return what is wrong, in a sentence for people; empty if it works
   * @throws Exception if the part cannot be asked, which is as bad
   */
  Optional<String> problem() throws Exception;
}
