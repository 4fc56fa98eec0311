package dev.faultline.streams.reliability;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.ProviderReliabilityRow;
import dev.faultline.streams.incident.Days;
import dev.faultline.streams.incident.EffectiveIncident;
import dev.faultline.streams.incident.IncidentHistory;
import dev.faultline.streams.incident.Place;
import dev.faultline.streams.incident.Revision;
import dev.faultline.streams.incident.Span;
import dev.faultline.streams.incident.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The rows of one provider at one midnight, as known then. */
public final class ReliabilityDay {

  /** Rolling windows, in days. */
  static final List<Integer> WINDOWS = List.of(30, 90);

  /** Stands in place of a region for everything of the provider. */
  static final String ALL = "all";

  private static final String METHODOLOGY_VERSION = "1";

  private final String provider;
  private final long at;
  private final Collection<Timeline> timelines;
  private final List<EffectiveIncident> outages;
  private List<EffectiveIncident> inside = List.of();

  private ReliabilityDay(String provider, long at, IncidentHistory known) {
    this.provider = provider;
    this.at = at;
    this.timelines = known.timelinesOf(provider);
    this.outages = EffectiveIncident.allAt(at, timelines, IncidentKind.OUTAGE, provider);
  }

  /**
   * Measures the provider as a whole, then each region that any of its outages is known to have
   * named; nothing if none of its outages was known.
   *
   * @param at the midnight, in milliseconds since 1970
   */
  public static void measure(
      String provider, long at, IncidentHistory known, Consumer<ProviderReliabilityRow> rows) {
    ReliabilityDay day = new ReliabilityDay(provider, at, known);
    if (day.outages.isEmpty()) {
      return;
    }
    Instant since = day.feedSince();
    SortedSet<String> regions = day.regions();
    for (int days : WINDOWS) {
      Span window = new Span(at - days * Days.DAY, at);
      day.count(window);
      rows.accept(day.row(ALL, window, since, outage -> true));
      for (String region : regions) {
        rows.accept(day.row(region, window, since, outage -> hurts(outage, region)));
      }
    }
  }

  private void count(Span window) {
    inside = outages.stream().filter(outage -> outage.span().fallsInto(window)).toList();
  }

  private ProviderReliabilityRow row(
      String region, Span window, Instant since, Predicate<Revision> hurt) {
    Reliability measured =
        Reliability.of(
            inside.stream()
                .filter(outage -> hurt.test(outage.revision()))
                .map(EffectiveIncident::span)
                .toList(),
            window);
    return new ProviderReliabilityRow(
        provider,
        region,
        Instant.ofEpochMilli(at),
        (int) (window.length() / 1_000),
        measured.incidents(),
        measured.began(),
        measured.ended(),
        measured.downtime(),
        measured.availability(),
        measured.meanTimeToRepair(),
        measured.meanTimeBetweenFailures(),
        unplaced(),
        revisions(window),
        since,
        METHODOLOGY_VERSION);
  }

  private SortedSet<String> regions() {
    Set<String> regions = new HashSet<>();
    for (EffectiveIncident outage : outages) {
      for (Place place : outage.revision().places()) {
        if (place.region() != null && !place.region().equals(Place.EVERY_REGION)) {
          regions.add(place.region());
        }
      }
    }
    return new TreeSet<>(regions);
  }

  private static boolean hurts(Revision outage, String region) {
    return outage.places().stream()
        .anyMatch(
            place -> region.equals(place.region()) || Place.EVERY_REGION.equals(place.region()));
  }

  private int unplaced() {
    return (int)
        inside.stream()
            .filter(
                outage ->
                    outage.revision().places().stream().allMatch(place -> place.region() == null))
            .count();
  }

  private int revisions(Span window) {
    // a window takes its end, not its begin: what is known at midnight was seen by then
    Span seen = new Span(window.begins() + 1, window.ends() + 1);
    return outageTimelines().stream().mapToInt(timeline -> timeline.revisionsWithin(seen)).sum();
  }

  private Instant feedSince() {
    return Instant.ofEpochMilli(
        outageTimelines().stream().mapToLong(Timeline::firstKnownAt).min().orElseThrow());
  }

  private List<Timeline> outageTimelines() {
    List<Timeline> own = new ArrayList<>();
    for (Timeline timeline : timelines) {
      if (timeline
          .newestAt(at)
          .filter(revision -> revision.kind() == IncidentKind.OUTAGE)
          .filter(revision -> revision.provider().equals(provider))
          .isPresent()) {
        own.add(timeline);
      }
    }
    return own;
  }
}
