package dev.faultline.sql.sink;

import dev.faultline.sql.sink.health.TableProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Calls of the consumer that a broker has to answer. While none does, the loop goes on and asks
 * again at its next turn: the consumer itself waits in the call. Not safe for several threads.
 */
final class BrokerCalls {

  private final TableProgress progress;
  private final Map<String, Integer> failures = new HashMap<>();

  BrokerCalls(TableProgress progress) {
    this.progress = progress;
  }

  /**
   * Makes a call.
   *
   * @param what it does, for people
   * @return whether it was answered
   */
  boolean answered(String what, Runnable call) {
    try {
      call.run();
    } catch (RetriableException e) {
      progress.waiting(what, failures.merge(what, 1, Integer::sum), Duration.ZERO, e);
      return false;
    }
    if (failures.remove(what) != null) {
      progress.recovered(what);
    }
    return true;
  }
}
