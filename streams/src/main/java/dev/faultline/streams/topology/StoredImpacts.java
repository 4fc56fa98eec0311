package dev.faultline.streams.topology;

import dev.faultline.schemas.ImpactRow;
import dev.faultline.schemas.Population;
import dev.faultline.streams.impact.HostedStep;
import dev.faultline.streams.impact.ImpactLog;
import org.apache.kafka.streams.state.KeyValueStore;

/** Writes what one population's impacts need to the stores. */
final class StoredImpacts implements ImpactLog {

  private final Population population;
  private final KeyValueStore<String, HostedStep> hosted;
  private final KeyValueStore<String, ImpactRow> impacts;

  StoredImpacts(
      Population population,
      KeyValueStore<String, HostedStep> hosted,
      KeyValueStore<String, ImpactRow> impacts) {
    this.population = population;
    this.hosted = hosted;
    this.impacts = impacts;
  }

  private String key(HostedStep step) {
    // shifted so that times before 1970 sort right too
    return population.nodeKey(
        "%016x/%08x".formatted(step.getAt() ^ Long.MIN_VALUE, step.getPart()));
  }

  private String key(ImpactRow row) {
    return population.nodeKey(
        "%s/%s/%s/%d"
            .formatted(row.getSource(), row.getIncidentId(), row.getWeighting(), row.getWindowS()));
  }

  @Override
  public void save(HostedStep step) {
    hosted.put(key(step), step);
  }

  @Override
  public void forget(HostedStep step) {
    hosted.delete(key(step));
  }

  @Override
  public void save(ImpactRow row) {
    impacts.put(key(row), row);
  }

  @Override
  public void forget(ImpactRow row) {
    impacts.delete(key(row));
  }
}
