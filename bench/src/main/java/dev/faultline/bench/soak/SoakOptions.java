package dev.faultline.bench.soak;

import dev.faultline.bench.soak.fault.RecoveryLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a soak does.
 *
 * @param length of the part with faults
 * @param seed of the faults' order and of the load
 * @param limits what every fault is held to
 * @param only if given, faults without these words in their name are left out
 * @param records how many observations are imported before the first fault
 */
public record SoakOptions(
    Duration length, long seed, RecoveryLimits limits, Optional<String> only, long records) {

  /** A soak of all faults, with nothing in the tables when it begins. */
  public static SoakOptions of(Duration length, long seed, RecoveryLimits limits) {
    return new SoakOptions(length, seed, limits, Optional.empty(), 0);
  }

  /**
   * Of a command line.
   *
   * @throws NumberFormatException for a number that is none
   */
  static SoakOptions parse(List<String> words) {
    double minutes = option(words, "--minutes").map(Double::parseDouble).orElse(20.0);
    return new SoakOptions(
        Duration.ofMillis((long) (minutes * 60_000)),
        option(words, "--seed").map(Long::parseLong).orElse(System.nanoTime() % 1_000_000),
        RecoveryLimits.PROMISED,
        option(words, "--only"),
        option(words, "--records").map(Long::parseLong).orElse(0L));
  }

  private static Optional<String> option(List<String> words, String name) {
    int at = words.indexOf(name);
    return at >= 0 && at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
  }
}
