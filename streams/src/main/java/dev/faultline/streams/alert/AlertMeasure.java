package dev.faultline.streams.alert;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a rule may look at. */
public enum AlertMeasure {
  /** How many dimensions have an entity that halts the population alone. */
  HALTING("halting", Kind.POPULATION, Unit.COUNT),
  /** Live weight inside open outages of severity major or worse, with what may be inside. */
  EXPOSURE_MAJOR_HIGH("exposure_major_high", Kind.POPULATION, Unit.SHARE),
  /** The same of outages of any severity. */
  EXPOSURE_ANY_HIGH("exposure_any_high", Kind.POPULATION, Unit.SHARE),
  /** The same of critical ones. */
  EXPOSURE_CRITICAL_HIGH("exposure_critical_high", Kind.POPULATION, Unit.SHARE),
  /** The largest share of the live weight that one provider with an open outage hosts. */
  OUTAGE_PROVIDER_SHARE("outage_provider_share", Kind.POPULATION, Unit.SHARE),
  /** The resilience index, 0 to 100. */
  RESILIENCE_INDEX("resilience_index", Kind.POPULATION, Unit.POINTS),
  /** Live weight by what was seen in the longest window. */
  AVAILABILITY("availability", Kind.POPULATION, Unit.SHARE),
  /** Outages that are open at a provider of the population. */
  INCIDENTS_IN_SCOPE("incidents_in_scope", Kind.POPULATION, Unit.COUNT),
  /** 1 if the poll of a feed failed, else 0. */
  POLL_FAILED("poll_failed", Kind.FEED, Unit.COUNT);

  /** What a measure is of. */
  public enum Kind {
    POPULATION,
    FEED
  }

  /** What its numbers are. */
  public enum Unit {
    SHARE,
    POINTS,
    COUNT
  }

  private final String text;
  private final Kind kind;
  private final Unit unit;

  AlertMeasure(String text, Kind kind, Unit unit) {
    this.text = text;
    this.kind = kind;
    this.unit = unit;
  }

  /** The name in rules and rows. */
  public String text() {
    return text;
  }

  /** What it is of. */
  public Kind kind() {
    return kind;
  }

  Unit unit() {
    return unit;
  }

  static Optional<AlertMeasure> named(String text) {
    return Arrays.stream(values()).filter(measure -> measure.text.equals(text)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(AlertMeasure::text).toList();
  }
}
