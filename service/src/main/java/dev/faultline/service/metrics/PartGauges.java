package dev.faultline.service.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gauges of a part that may end, or be started again in this process. A registry keeps the first
 * gauge of a name and its tags, so without this one would tell the last number of a part that is
 * gone, for ever. Those of here take the place of earlier ones, and go with their part.
 */
public final class PartGauges implements AutoCloseable {

  private final MeterRegistry registry;
  private final List<Gauge> own = new ArrayList<>();

  public PartGauges(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Begins to tell a number.
   *
   * @param unit base unit; null if it is a bare number
   * @param value is asked at each scrape; NaN if it is not known
   */
  public synchronized void tell(
      String name, String description, String unit, Tags tags, Supplier<Number> value) {
    Gauge before = registry.find(name).tags(tags).gauge();
    if (before != null) {
      registry.remove(before);
    }
    own.add(
        Gauge.builder(name, value)
            .description(description)
            .baseUnit(unit)
            .tags(tags)
            .register(registry));
  }

  /** Tells nothing any more. What has taken the place of a gauge of here stays. */
  @Override
  public synchronized void close() {
    for (Gauge each : own) {
      Gauge now = registry.find(each.getId().getName()).tags(each.getId().getTags()).gauge();
      if (now == each) {
        registry.remove(each);
      }
    }
    own.clear();
  }
}
