package dev.faultline.bench.engine;

import dev.faultline.schemas.Observation;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.WindowedSerdes;
import org.apache.kafka.streams.state.WindowStore;

/**
 * What a user of Kafka Streams would write first: how many observations each provider has per
 * window. It counts a node as often as it is seen, in one dimension and by number alone. Stores and
 * settings are the defaults, but for exactly-once.
 */
final class DslTopology implements Supplier<Topology> {

  static final String COUNTS = "bench.counts";

  private final RegistrySerdes registry;
  private final TimeWindows windows;
  private final Duration size;

  private DslTopology(RegistrySerdes registry, Duration size, TimeWindows windows) {
    this.registry = registry;
    this.size = size;
    this.windows = windows;
  }

  /** An hour, every minute. */
  static DslTopology hopping(RegistrySerdes registry) {
    Duration hour = Duration.ofHours(1);
    return new DslTopology(
        registry,
        hour,
        TimeWindows.ofSizeAndGrace(hour, Duration.ofSeconds(30)).advanceBy(Duration.ofMinutes(1)));
  }

  /** Minute after minute. */
  static DslTopology tumbling(RegistrySerdes registry) {
    Duration minute = Duration.ofMinutes(1);
    return new DslTopology(
        registry, minute, TimeWindows.ofSizeAndGrace(minute, Duration.ofSeconds(30)));
  }

  @Override
  public Topology get() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            Topic.OBSERVATIONS.topicName(),
            Consumed.with(Serdes.String(), registry.<Observation>serde()).withName("read"))
        .filter((key, observation) -> observation != null, Named.as("skip-watermarks"))
        .map(
            (key, observation) ->
                org.apache.kafka.streams.KeyValue.pair(observation.getProvider(), 1L),
            Named.as("take-provider"))
        .groupByKey(Grouped.with("by-provider", Serdes.String(), Serdes.Long()))
        .windowedBy(windows)
        .count(
            Named.as("count"),
            Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("counts")
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.Long()))
        .toStream(Named.as("counts-to-stream"))
        .to(
            COUNTS,
            Produced.with(
                    WindowedSerdes.timeWindowedSerdeFrom(String.class, size.toMillis()),
                    Serdes.Long())
                .withName("publish"));
    return builder.build();
  }
}
