package dev.faultline.streams.roll;

import dev.faultline.schemas.watermark.PublisherWatermarks;
import dev.faultline.schemas.watermark.Watermark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a population is in one partition, and which incident revisions had been published by
 * then.
 */
final class PopulationClock {

  private static final long UNTOLD = -1;

  private final RollSettings settings;
  private final PublisherWatermarks publishers;
  private long incidents = UNTOLD;

  PopulationClock(RollSettings settings) {
    this.settings = settings;
    this.publishers = new PublisherWatermarks(settings.publisherLagMillis());
  }

  /**
   * A publisher says how far it is.
   *
   * @return the newest T that can be closed now
   */
  long advance(Watermark watermark) {
    incidents = Math.max(incidents, watermark.incidentsThrough().orElse(UNTOLD));
    return settings.closableAt(
        publishers.update(
            watermark.publisher(), watermark.time().toEpochMilli(), watermark.closing()));
  }

  /** The greatest offset of the incident topic that a watermark has told; -1 if none did. */
  long incidents() {
    return incidents;
  }

  void restore(ClockState state) {
    Map<String, Long> open = new HashMap<>();
    state.getPublishers().forEach(each -> open.put(each.getPublisher(), each.getWatermark()));
    publishers.restore(state.getClock(), state.getNewest(), open);
    incidents = state.getIncidents();
  }

  /** What a restart must find again. */
  ClockState state(long closedThrough, List<LateSlot> late) {
    List<OpenPublisher> open = new ArrayList<>();
    new TreeMap<>(publishers.open())
        .forEach((publisher, said) -> open.add(new OpenPublisher(publisher, said)));
    return new ClockState(
        publishers.watermark(),
        publishers.newest(),
        open,
        incidents,
        closedThrough,
        late,
        settings.saved());
  }
}
