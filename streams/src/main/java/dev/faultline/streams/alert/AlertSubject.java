package dev.faultline.streams.alert;

import dev.faultline.schemas.Population;

/**
 * Whom an alert is about.
 *
 * @param name {@code network/layer} of a population, the name of a feed
 */
public record AlertSubject(AlertMeasure.Kind kind, String name) {

  /** A population. */
  public static AlertSubject of(Population population) {
    return new AlertSubject(AlertMeasure.Kind.POPULATION, population.key());
  }

  /** A feed. */
  public static AlertSubject feed(String name) {
    return new AlertSubject(AlertMeasure.Kind.FEED, name);
  }

  /** As rows and keys have it; no layer is called after a feed. */
  public String text() {
    return kind == AlertMeasure.Kind.FEED ? "feed/" + name : name;
  }
}
