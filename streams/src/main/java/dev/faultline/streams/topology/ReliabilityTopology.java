package dev.faultline.streams.topology;

import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.streams.alert.SubjectAlerts;
import dev.faultline.streams.decode.Pause;
import dev.faultline.streams.decode.RegistryReader;
import dev.faultline.streams.incident.DayState;
import dev.faultline.streams.state.InternalTopics;
import dev.faultline.streams.state.StateSerde;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Incident revisions to provider reliability and ripple, by one task: the topic has one partition.
 * The revisions themselves are its state, with the days that are done. Beside it, polls of feeds to
 * alerts about feeds.
 */
public final class ReliabilityTopology implements Supplier<Topology> {

  private final RegistrySerdes registry;
  private final AlertRules alertRules;
  private final boolean inMemory;

  /**
   * @param registry reads revisions and polls, and writes rows
   * @param alertRules what is told of feeds
   * @param inMemory stores on the heap instead of in RocksDB
   */
  public ReliabilityTopology(RegistrySerdes registry, AlertRules alertRules, boolean inMemory) {
    this.registry = registry;
    this.alertRules = alertRules;
    this.inMemory = inMemory;
  }

  @Override
  public Topology get() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            Topic.INCIDENTS.topicName(),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("read-incidents"))
        .process(new AssessSupplier(), Named.as("assess-incidents"))
        .to(
            new OutputTopics(),
            Produced.with(Serdes.String(), registry.<SpecificRecord>serde())
                .withName("publish-assessments"));
    builder.stream(
            Topic.FEED_POLLS.topicName(),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("read-feed-polls"))
        .process(new WatchSupplier(), Named.as("watch-feeds"))
        .to(
            new OutputTopics(),
            Produced.with(Serdes.String(), registry.<SpecificRecord>serde())
                .withName("publish-feed-alerts"));
    return builder.build();
  }

  private <T extends SpecificRecord> StoreBuilder<KeyValueStore<String, T>> store(
      String name, Schema schema) {
    return Stores.keyValueStoreBuilder(
            inMemory ? Stores.inMemoryKeyValueStore(name) : Stores.persistentKeyValueStore(name),
            Serdes.String(),
            StateSerde.<T>of(schema))
        .withCachingEnabled()
        .withLoggingEnabled(InternalTopics.settings());
  }

  /** Makes the processor with its stores. */
  private final class AssessSupplier
      implements ProcessorSupplier<byte[], byte[], String, SpecificRecord> {
    @Override
    public AssessIncidents get() {
      return new AssessIncidents(
          new RegistryReader<>(registry.decoder(Topic.INCIDENTS), Pause.SLEEP));
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return new LinkedHashSet<>(
          List.of(
              store(AssessIncidents.REVISION_STORE, IncidentRevision.getClassSchema()),
              store(AssessIncidents.DAY_STORE, DayState.getClassSchema())));
    }
  }

  /** Makes the processor of feeds with its store. */
  private final class WatchSupplier
      implements ProcessorSupplier<byte[], byte[], String, SpecificRecord> {
    @Override
    public WatchFeeds get() {
      return new WatchFeeds(
          alertRules, new RegistryReader<>(registry.decoder(Topic.FEED_POLLS), Pause.SLEEP));
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(store(WatchFeeds.STORE, SubjectAlerts.getClassSchema()));
    }
  }
}
