package dev.faultline.streams.incident;

import dev.faultline.schemas.IncidentKind;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All revisions that have been published, so that it can be asked what was known at any instant,
 * and what is known by now about any instant. Whoever asks minute by minute what is open uses
 * {@link KnownIncidents} instead.
 *
 * <p>Not safe for use by several threads.
 */
public final class IncidentHistory {

  private long end;
  private final SortedMap<IncidentKey, Timeline> timelines = new TreeMap<>();
  private final SortedMap<String, SortedMap<IncidentKey, Timeline>> byProvider = new TreeMap<>();

  /**
   * Adds the next revision of the topic.
   *
   * @throws IllegalArgumentException if it does not come after the last one's offset
   */
  public void append(Revision revision) {
    if (revision.offset() < end) {
      throw new IllegalArgumentException(
          "offset %d comes after %d".formatted(revision.offset(), end - 1));
    }
    end = revision.offset() + 1;
    Timeline timeline = timelines.computeIfAbsent(revision.incident(), key -> new Timeline());
    timeline.add(revision);
    byProvider
        .computeIfAbsent(revision.provider(), provider -> new TreeMap<>())
        .put(revision.incident(), timeline);
  }

  /** The offset after the last revision; 0 if there is none. */
  public long end() {
    return end;
  }

  /** The revisions of each incident, in the order of the incidents' keys. */
  public Collection<Timeline> timelines() {
    return Collections.unmodifiableCollection(timelines.values());
  }

  /**
   * Of each provider or dependant, sorted, the revisions of the incidents of which some revision
   * says that they are its own; the newest may say otherwise.
   */
  public SortedMap<String, Collection<Timeline>> timelinesByProvider() {
    SortedMap<String, Collection<Timeline>> all = new TreeMap<>();
    byProvider.forEach((provider, own) -> all.put(provider, own.values()));
    return all;
  }

  /** The same of one provider or dependant; empty if there are none. */
  public Collection<Timeline> timelinesOf(String provider) {
    return Collections.unmodifiableCollection(
        byProvider.getOrDefault(provider, Collections.emptySortedMap()).values());
  }

  /** The revisions of one incident; empty if there are none. */
  public Optional<Timeline> timeline(IncidentKey incident) {
    return Optional.ofNullable(timelines.get(incident));
  }

  /** What was known at an instant: the newest revision of each incident, in the order of keys. */
  public List<Revision> knownAt(long instant) {
    return timelines.values().stream()
        .flatMap(timeline -> timeline.newestAt(instant).stream())
        .toList();
  }

  /** The incidents of a kind that were open at an instant, as known at that instant. */
  public List<Revision> openAt(long instant, IncidentKind kind) {
    return knownAt(instant).stream()
        .filter(revision -> revision.kind() == kind && revision.isOpenAt(instant))
        .toList();
  }

  /**
   * The incidents of a kind that are now known to have been open at an instant, by their newest
   * revision of all.
   */
  public List<Revision> openFinally(long instant, IncidentKind kind) {
    return timelines.values().stream()
        .filter(timeline -> timeline.newest().kind() == kind)
        .filter(
            timeline ->
                timeline.spanAt(Long.MAX_VALUE).filter(span -> span.contains(instant)).isPresent())
        .map(Timeline::newest)
        .toList();
  }
}
