package dev.faultline.cli.metrics;

import dev.faultline.cli.publishers.PublisherReport;
import dev.faultline.cli.publishers.PublisherRow;
import dev.faultline.ingest.publish.kafka.KafkaPublishers;
import dev.faultline.ingest.watermark.Cadence;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.PublisherState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What the topic of publishers tells: how far behind each open one is, and whether it is silent.
 */
final class PublisherReading implements Reading {

  private static final int MOST_SERIES = 200;

  private final KafkaPublishers publishers;
  private final Function<Population, Cadence> cadences;
  private final Clock clock;
  private final MultiGauge lag;
  private final MultiGauge overdue;
  private final MultiGauge step;

  PublisherReading(
      KafkaPublishers publishers,
      Function<Population, Cadence> cadences,
      MeterRegistry registry,
      Clock clock) {
    this.publishers = publishers;
    this.cadences = cadences;
    this.clock = clock;
    this.lag =
        MultiGauge.builder("faultline.publisher.lag")
            .description(
                "How far the watermark of an open publisher is behind the newest of its population.")
            .baseUnit("seconds")
            .register(registry);
    this.overdue =
        MultiGauge.builder("faultline.publisher.overdue")
            .description(
                "Whether a population waits for an open publisher that is silent: 1 if so, else 0.")
            .register(registry);
    this.step =
        MultiGauge.builder("faultline.population.step")
            .description("Time between two instants of a population that has an open publisher.")
            .baseUnit("seconds")
            .register(registry);
  }

  @Override
  public void read() {
    List<PublisherRow> open =
        new PublisherReport(cadences, clock.instant())
            .rows(publishers.read()).stream()
                .filter(row -> row.state() == PublisherState.OPEN)
                .limit(MOST_SERIES)
                .toList();
    lag.register(
        open.stream()
            .map(row -> Row.of(tags(row), row.behind().orElse(Duration.ZERO).toMillis() / 1e3))
            .toList(),
        true);
    overdue.register(
        open.stream().map(row -> Row.of(tags(row), row.isOverdue() ? 1 : 0)).toList(), true);
    step.register(
        open.stream()
            .map(PublisherRow::population)
            .distinct()
            .map(each -> Row.of(tags(each), cadences.apply(each).step().toMillis() / 1e3))
            .toList(),
        true);
  }

  private static Tags tags(PublisherRow row) {
    return tags(row.population()).and("publisher", row.publisher());
  }

  private static Tags tags(Population population) {
    return Tags.of("network", population.network(), "layer", population.layer());
  }

  @Override
  public void forget() {
    lag.register(List.of(), true);
    overdue.register(List.of(), true);
    step.register(List.of(), true);
  }

  @Override
  public void close() {
    publishers.close();
  }
}
