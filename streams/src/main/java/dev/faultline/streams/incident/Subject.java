package dev.faultline.streams.incident;

import dev.faultline.schemas.IncidentKind;
import java.util.Locale;

/**
 * Whom days are counted for.
 *
 * @param kind OUTAGE for a provider, DEPENDANT for a dependant
 * @param name of the provider or dependant
 */
public record Subject(IncidentKind kind, String name) implements Comparable<Subject> {

  /** Such as {@code outage/aws}. */
  public String text() {
    return kind.name().toLowerCase(Locale.ROOT) + "/" + name;
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  public static Subject parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("'" + text + "' is not kind/name");
    }
    return new Subject(
        IncidentKind.valueOf(text.substring(0, slash).toUpperCase(Locale.ROOT)),
        text.substring(slash + 1));
  }

  @Override
  public int compareTo(Subject other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : name.compareTo(other.name);
  }
}
