package dev.faultline.streams.impact;

import dev.faultline.schemas.ImpactRow;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.incident.IncidentKey;
import dev.faultline.streams.incident.Revision;
import dev.faultline.streams.merge.ClosedTallies;
import dev.faultline.streams.network.PopulationRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Follows the outages that are known at each T and tells what they did to a population: a row of an
 * incident and window whenever it says something new. An incident that becomes known within {@link
 * #KEPT} of its begin is tracked, and its revisions for as long as it is.
 */
public final class PopulationImpacts {

  /** How far back the population is remembered at least. */
  static final long KEPT = 86_400_000L;

  private final PopulationRules rules;
  private final String methodologyVersion;
  private final Consumer<ImpactRow> sink;
  private final ImpactLog log;
  private final HostedHistory history = new HostedHistory();
  private final Map<IncidentKey, TrackedIncident> tracked = new TreeMap<>();
  private final Map<RowKey, ImpactRow> rows = new HashMap<>();
  private Weighting weighting;

  private record RowKey(IncidentKey incident, int windowSeconds, Weighting weighting) {}

  public PopulationImpacts(
      PopulationRules rules, String methodologyVersion, Consumer<ImpactRow> sink, ImpactLog log) {
    this.rules = rules;
    this.methodologyVersion = methodologyVersion;
    this.sink = sink;
    this.log = log;
  }

  /** Takes back what was kept before a restart. */
  public void restore(HostedStep step) {
    history.restore(step);
  }

  /** Takes back a row that was published before a restart. */
  public void restore(ImpactRow row) {
    rows.put(key(row), row);
  }

  private static RowKey key(ImpactRow row) {
    return new RowKey(
        new IncidentKey(row.getSource(), row.getIncidentId()),
        row.getWindowS(),
        row.getWeighting());
  }

  /**
   * Goes on to T. Each T must be told of, in ascending order.
   *
   * @param counted how the population is weighted at T
   * @param news of which incidents something new is known at T
   * @throws ArithmeticException if weights add up to more than 2^63−1
   */
  public void publish(ClosedTallies closed, Weighting counted, List<IncidentUpdate> news) {
    long at = closed.at();
    history.append(at, closed.observed(), closed.moved()).forEach(log::save);
    news.forEach(this::track);
    if (counted != weighting) {
      weighting = counted;
      tracked.values().forEach(TrackedIncident::startOver);
    }
    if (closed.observed()) {
      tracked.values().stream()
          .filter(incident -> incident.begins() <= at)
          .forEach(incident -> publish(closed, incident));
      tracked.values().stream()
          .filter(incident -> incident.isOld(at))
          .forEach(incident -> close(at, incident));
      tracked.values().removeIf(incident -> incident.isDone(at));
      forget(at);
    }
  }

  private void track(IncidentUpdate update) {
    if (update.span().isPresent()) {
      tracked.put(update.incident(), new TrackedIncident(update, rules.windowSeconds().size()));
    } else {
      tracked.remove(update.incident());
    }
  }

  private void publish(ClosedTallies closed, TrackedIncident incident) {
    long at = closed.at();
    if (incident.isDone(at)) {
      return;
    }
    for (int window = 0; window < rules.windowSeconds().size(); window++) {
      int seconds = rules.windowSeconds().get(window);
      incident
          .take(at, window, weighting, closed.tallies(), history)
          .ifPresent(impact -> publishNew(row(at, seconds, incident, impact)));
    }
  }

  /** Says of what has not come to its end that it is tracked no further. */
  private void close(long at, TrackedIncident incident) {
    for (int seconds : rules.windowSeconds()) {
      ImpactRow last = rows.get(new RowKey(incident.update().incident(), seconds, weighting));
      if (last != null && !last.getComplete()) {
        publishNew(
            ImpactRow.newBuilder(last).setAt(Instant.ofEpochMilli(at)).setComplete(true).build());
      }
    }
  }

  private void publishNew(ImpactRow row) {
    ImpactRow last = rows.get(key(row));
    if (last != null && ImpactRow.newBuilder(row).setAt(last.getAt()).build().equals(last)) {
      return;
    }
    rows.put(key(row), row);
    log.save(row);
    sink.accept(row);
  }

  private ImpactRow row(long at, int seconds, TrackedIncident incident, Impact impact) {
    return ImpactRow.newBuilder()
        .setNetwork(rules.population().network())
        .setLayer(rules.population().layer())
        .setSource(incident.update().incident().source())
        .setIncidentId(incident.update().incident().id())
        .setAt(Instant.ofEpochMilli(at))
        .setWindowS(seconds)
        .setWeighting(weighting)
        .setProvider(incident.update().provider())
        .setBeginsAt(Instant.ofEpochMilli(incident.begins()))
        .setEndsAt(instant(incident.ends() == Revision.NO_END ? null : incident.ends()))
        .setBaselineAt(Instant.ofEpochMilli(impact.baseline().at()))
        .setBaselineTotal(impact.baseline().total())
        .setBaseline(impact.baseline().inScope())
        .setTrough(impact.trough())
        .setTroughAt(instant(impact.troughAt()))
        .setLost(impact.lost())
        .setExposedShare(impact.exposedShare())
        .setLostShare(impact.lostShare())
        .setConversion(impact.conversion())
        .setTimeToLoseMs(impact.timeToLose())
        .setTimeToRecoverMs(impact.timeToRecover())
        .setAreaWeightS(impact.area())
        .setComplete(impact.complete())
        .setMethodologyVersion(methodologyVersion)
        .build();
  }

  private static Instant instant(Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  /** What no incident that is tracked, or may yet become known, will ask for. */
  private void forget(long at) {
    long needed = at - KEPT;
    for (TrackedIncident incident : tracked.values()) {
      needed = Math.min(needed, incident.begins());
    }
    history.forget(needed).forEach(log::forget);
    List<ImpactRow> old = new ArrayList<>();
    for (Iterator<ImpactRow> all = rows.values().iterator(); all.hasNext(); ) {
      ImpactRow row = all.next();
      if (row.getBaselineAt().toEpochMilli() < history.begins()) {
        old.add(row);
        all.remove();
      }
    }
    old.forEach(log::forget);
  }
}
