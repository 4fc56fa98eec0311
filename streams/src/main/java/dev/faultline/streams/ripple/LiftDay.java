package dev.faultline.streams.ripple;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.RippleFinding;
import dev.faultline.schemas.RippleRow;
import dev.faultline.streams.incident.Days;
import dev.faultline.streams.incident.EffectiveIncident;
import dev.faultline.streams.incident.IncidentHistory;
import dev.faultline.streams.incident.Span;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The lifts of one dependant at one midnight, as known then. */
public final class LiftDay {

  static final int WINDOW_DAYS = 90;

  /** Two coincidences are no finding. */
  static final int LEAST_OVERLAPS = 3;

  private static final String METHODOLOGY_VERSION = "1";

  private LiftDay() {}

  /**
   * Compares the dependant with every provider; there is no row under three overlaps.
   *
   * @param at the midnight, in milliseconds since 1970
   */
  public static void measure(
      String dependant, long at, IncidentHistory known, Consumer<RippleRow> rows) {
    Span window = new Span(at - WINDOW_DAYS * Days.DAY, at);
    List<EffectiveIncident> incidents =
        EffectiveIncident.allAt(at, known.timelinesOf(dependant), IncidentKind.DEPENDANT, dependant)
            .stream()
            .filter(incident -> window.contains(incident.span().begins()))
            .toList();
    List<Long> begins = incidents.stream().map(incident -> incident.span().begins()).toList();
    if (begins.size() < LEAST_OVERLAPS) {
      return;
    }
    known
        .timelinesByProvider()
        .forEach(
            (provider, timelines) -> {
              List<Span> outages =
                  EffectiveIncident.allAt(at, timelines, IncidentKind.OUTAGE, provider).stream()
                      .map(EffectiveIncident::span)
                      .toList();
              Lift lift = Lift.of(begins, outages, window);
              if (lift.overlaps() >= LEAST_OVERLAPS) {
                rows.accept(
                    row(dependant, provider, at, window, lift, attributed(incidents, provider)));
              }
            });
  }

  private static int attributed(List<EffectiveIncident> incidents, String provider) {
    return (int)
        incidents.stream()
            .filter(incident -> incident.revision().attributedTo().containsKey(provider))
            .count();
  }

  private static RippleRow row(
      String dependant, String provider, long at, Span window, Lift lift, int attributed) {
    return RippleRow.newBuilder()
        .setDependant(dependant)
        .setProvider(provider)
        .setAt(Instant.ofEpochMilli(at))
        .setFinding(RippleFinding.LIFT)
        .setWindowS((int) (window.length() / 1_000))
        .setIncidents(lift.incidents())
        .setOverlaps(lift.overlaps())
        .setDowntimeMs(lift.downtime())
        .setLift(lift.lift())
        .setAttributedIncidents(attributed)
        .setMethodologyVersion(METHODOLOGY_VERSION)
        .build();
  }
}
