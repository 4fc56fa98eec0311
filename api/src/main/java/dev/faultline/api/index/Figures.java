package dev.faultline.api.index;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures as people read them; a dash where there is none. */
public final class Figures {

  public static final String NONE = "–";

  private Figures() {}

  /** A number; a dash where there is none. */
  public static String decimals(Double value, int decimals) {
    return value == null ? NONE : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** A share in percent. */
  public static String percent(Double share) {
    return share == null ? NONE : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** The index's interval. */
  public static String interval(Interval interval) {
    return interval.low() == null
        ? NONE
        : String.format(Locale.ROOT, "%4.1f – %4.1f", interval.low(), interval.high());
  }

  /** Shares from low to high; one figure where they read the same. */
  public static String shares(Interval interval) {
    String low = decimals(interval.low() == null ? null : 100 * interval.low(), 1);
    String high = percent(interval.high());
    return high.equals(low + " %") || low.equals(NONE) ? high : low + " – " + high;
  }

  /** What the open outages hold of a population now. */
  public static String exposure(PopulationIndex population) {
    return population.openIncidents() == 0
        ? "no outage"
        : shares(population.exposure().getOrDefault("any", new Interval(null, null)));
  }

  public static String count(Integer count) {
    return count == null ? NONE : count.toString();
  }

  /** Names, apart by commas. */
  public static String list(List<String> names) {
    return names.isEmpty() ? NONE : String.join(", ", names);
  }

  /** To the minute, or to the second where it is not a full one. */
  public static String time(Instant at) {
    String text = at.toString().replace("T", " ").replace("Z", "");
    return text.endsWith(":00") ? text.substring(0, text.length() - 3) : text;
  }

  /** How long ago something was. */
  public static String age(Instant then, Instant now) {
    long seconds = Math.max(0, Duration.between(then, now).toSeconds());
    if (seconds >= 2 * 86_400) {
      return seconds / 86_400 + " d";
    }
    if (seconds >= 2 * 3600) {
      return seconds / 3600 + " h";
    }
    return seconds >= 120 ? seconds / 60 + " min" : seconds + " s";
  }

  /** A length of time as people say it. */
  public static String window(int seconds) {
    for (Map.Entry<Integer, String> unit :
        List.of(Map.entry(86_400, " d"), Map.entry(3600, " h"), Map.entry(60, " min"))) {
      if (seconds % unit.getKey() == 0) {
        return seconds / unit.getKey() + unit.getValue();
      }
    }
    return seconds + " s";
  }
}
