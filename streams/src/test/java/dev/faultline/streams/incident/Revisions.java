package dev.faultline.streams.incident;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Severity;
import java.util.List;
import java.util.Map;

/** Writes down what a source says, with whatever does not matter filled in. */
public record Revisions(
    String source,
    String id,
    IncidentKind kind,
    String provider,
    Severity severity,
    IncidentStatus status,
    long begins,
    long ends,
    List<Place> places,
    Map<String, String> attributedTo) {

  /** Without a word about others. */
  public Revisions(
      String source,
      String id,
      IncidentKind kind,
      String provider,
      Severity severity,
      IncidentStatus status,
      long begins,
      long ends,
      List<Place> places) {
    this(source, id, kind, provider, severity, status, begins, ends, places, Map.of());
  }

  /** A major outage of a provider in one region, open since 0. */
  public static Revisions outage(String provider, String id, String region) {
    return new Revisions(
        provider + "-status",
        id,
        IncidentKind.OUTAGE,
        provider,
        Severity.MAJOR,
        IncidentStatus.INVESTIGATING,
        0,
        Revision.NO_END,
        List.of(new Place(provider, region, null)),
        Map.of());
  }

  /** Trouble of somebody who may depend on a provider, open since 0. */
  public static Revisions dependant(String name, String id) {
    return outage(name, id, null).kind(IncidentKind.DEPENDANT);
  }

  public Revisions kind(IncidentKind other) {
    return new Revisions(
        source, id, other, provider, severity, status, begins, ends, places, attributedTo);
  }

  public Revisions severity(Severity other) {
    return new Revisions(
        source, id, kind, provider, other, status, begins, ends, places, attributedTo);
  }

  public Revisions status(IncidentStatus other) {
    return new Revisions(
        source, id, kind, provider, severity, other, begins, ends, places, attributedTo);
  }

  /** Whose text names a provider. */
  public Revisions naming(String name, String place) {
    return new Revisions(
        source, id, kind, provider, severity, status, begins, ends, places, Map.of(name, place));
  }

  public Revisions during(long from, long to) {
    return new Revisions(
        source, id, kind, provider, severity, status, from, to, places, attributedTo);
  }

  /** Resolved, having lasted from one instant to another. */
  public Revisions over(long from, long to) {
    return during(from, to).status(IncidentStatus.RESOLVED);
  }

  /** As it was seen at an instant and published at an offset. */
  public Revision known(long knownAt, long offset) {
    return new Revision(
        new IncidentKey(source, id),
        offset,
        knownAt,
        kind,
        provider,
        status,
        severity,
        begins,
        ends,
        null,
        places,
        attributedTo);
  }
}
