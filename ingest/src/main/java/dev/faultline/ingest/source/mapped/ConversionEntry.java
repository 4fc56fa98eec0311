package dev.faultline.ingest.source.mapped;

import dev.faultline.ingest.check.Quoted;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The keys of a field that say how its values are written: decimals, round, time, pattern and zone.
 */
final class ConversionEntry {

  /** How times may be written. */
  enum Time {
    ISO,
    EPOCH_SECONDS,
    EPOCH_MILLIS
  }

  /** How a weight that is not whole may become it. */
  enum Round {
    DOWN
  }

  private static final int MOST_DECIMALS = 36;

  private ConversionEntry() {}

  /**
   * The conversion that the keys of a field ask for.
   *
   * @throws MappingException for the first thing that is wrong
   */
  static Conversion read(MappingNode entry) throws MappingException {
    Optional<MappingNode> decimals = entry.member("decimals");
    if (entry.member("round").isPresent()) {
      entry.choice("round", Round.DOWN);
      int power = decimals.isPresent() ? power(decimals.get()) : 0;
      return text -> DecimalNumber.down(text, power);
    }
    if (decimals.isPresent()) {
      int power = power(decimals.get());
      return text -> DecimalNumber.whole(text, power);
    }
    Optional<MappingNode> pattern = entry.member("pattern");
    if (pattern.isPresent()) {
      return pattern(entry, pattern.get());
    }
    if (entry.member("zone").isPresent()) {
      throw entry.member("zone").get().wrong("goes with pattern");
    }
    if (entry.member("time").isEmpty()) {
      return Conversion.NONE;
    }
    return switch (entry.choice("time", Time.ISO)) {
      case ISO -> Conversion.NONE;
      case EPOCH_SECONDS -> TimeConversion::epochSeconds;
      case EPOCH_MILLIS -> TimeConversion::epochMillis;
    };
  }

  private static int power(MappingNode decimals) throws MappingException {
    String text = decimals.text();
    try {
      int power = Integer.parseInt(text);
      if (Math.abs(power) <= MOST_DECIMALS) {
        return power;
      }
    } catch (NumberFormatException e) {
      // refused below like a number that is too large
    }
    throw decimals.wrong(
        Quoted.of(text) + " is not a whole number from -" + MOST_DECIMALS + " to " + MOST_DECIMALS);
  }

  private static Conversion pattern(MappingNode entry, MappingNode pattern)
      throws MappingException {
    if (entry.member("time").isPresent()) {
      throw entry.member("time").get().wrong("and pattern exclude each other");
    }
    Optional<ZoneId> zone = Optional.empty();
    Optional<MappingNode> named = entry.member("zone");
    try {
      zone = entry.text("zone").map(ZoneId::of);
    } catch (DateTimeException e) {
      throw named.orElseThrow().wrong("is not a zone such as UTC, +02:00 or Europe/Berlin");
    }
    try {
      return TimeConversion.pattern(pattern.text(), zone);
    } catch (MappingException e) {
      throw pattern.wrong(e.getMessage());
    }
  }
}
