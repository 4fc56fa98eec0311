package dev.faultline.streams.topology;

import dev.faultline.schemas.ImpactRow;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.streams.alert.SubjectAlerts;
import dev.faultline.streams.decode.ObservationDecoder;
import dev.faultline.streams.decode.ObservationReader;
import dev.faultline.streams.decode.Pause;
import dev.faultline.streams.decode.RegistryReader;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.impact.HostedStep;
import dev.faultline.streams.incidentlog.IncidentLog;
import dev.faultline.streams.incidentlog.KeepIncidents;
import dev.faultline.streams.incidentlog.RestoredIncidents;
import dev.faultline.streams.latest.KeepLatestInstants;
import dev.faultline.streams.latest.LatestTopics;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.roll.ClockState;
import dev.faultline.streams.roll.MergeState;
import dev.faultline.streams.roll.NodeState;
import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.SightingBlock;
import dev.faultline.streams.roll.TallyState;
import dev.faultline.streams.state.ChangelogOnlyStore;
import dev.faultline.streams.state.InternalTopics;
import dev.faultline.streams.state.StateSerde;
import dev.faultline.streams.state.WriteBehindStore;
import dev.faultline.streams.stress.Scenarios;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Observations to index rows, in two stages: each partition of the observation topic places and
 * rolls its own nodes, then one task per population merges what the partitions report and measures
 * it. Only node states, clocks and merged tallies have changelogs.
 */
public final class IndexTopology implements Supplier<Topology> {

  private static final String PARTIAL_TALLIES = "partial-tallies";

  private final IndexSettings settings;
  private final RegistrySerdes registry;
  private final Networks networks;
  private final Scenarios scenarios;
  private final AlertRules alertRules;
  private final Supplier<Enricher> enricher;
  private final RestoredIncidents restored = new RestoredIncidents();

  public IndexTopology(
      IndexSettings settings,
      RegistrySerdes registry,
      Networks networks,
      Scenarios scenarios,
      AlertRules alertRules,
      Supplier<Enricher> enricher) {
    this.settings = settings;
    this.registry = registry;
    this.networks = networks;
    this.scenarios = scenarios;
    this.alertRules = alertRules;
    this.enricher = enricher;
  }

  @Override
  public Topology get() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(IncidentLog.STORE), Serdes.Long(), Serdes.ByteArray())
            .withLoggingDisabled(),
        Topic.INCIDENTS.topicName(),
        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("read-incidents"),
        KeepIncidents::new);
    KStream<String, Object> rolled =
        builder.stream(
                Topic.OBSERVATIONS.topicName(),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("read-observations"))
            .process(new RollSupplier(), Named.as("roll-windows"));
    publish(
        rolled
            .filter((key, value) -> !(value instanceof PartialTally), Named.as("select-records"))
            .mapValues(value -> (SpecificRecord) value, Named.as("pass-records")),
        "publish-records");
    KStream<String, SpecificRecord> measured =
        rolled
            .filter((key, value) -> value instanceof PartialTally, Named.as("select-partials"))
            .mapValues(value -> (PartialTally) value, Named.as("pass-partials"))
            .repartition(
                Repartitioned.<String, PartialTally>as(PARTIAL_TALLIES)
                    .withKeySerde(Serdes.String())
                    .withValueSerde(StateSerde.of(PartialTally.getClassSchema()))
                    .withNumberOfPartitions(settings.measurePartitions()))
            .process(new MeasureSupplier(), Named.as("measure-populations"));
    publish(measured, MeasurePopulations.INDICES);
    measured.to(
        new LatestTopics(),
        Produced.with(Serdes.String(), registry.<SpecificRecord>serde())
            .withName(MeasurePopulations.LATEST));
    addLatestInstants(builder);
    return builder.build();
  }

  /** Comes last, so that the tasks keep the numbers by which their state is found. */
  private static void addLatestInstants(StreamsBuilder builder) {
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(KeepLatestInstants.STORE),
                Serdes.String(),
                Serdes.Long())
            .withLoggingDisabled(),
        Topic.LATEST_RESILIENCE.topicName(),
        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("read-latest-instants"),
        KeepLatestInstants::new);
  }

  /** To be told of the global stores' restoring: a task asks it how far that went. */
  public RestoredIncidents restoredIncidents() {
    return restored;
  }

  /** The topic between the two stages, as Streams names it. */
  public static String partialTallies(String applicationId) {
    return applicationId + "-" + PARTIAL_TALLIES + "-repartition";
  }

  private void publish(KStream<String, SpecificRecord> records, String name) {
    records.to(
        new OutputTopics(),
        Produced.with(Serdes.String(), registry.<SpecificRecord>serde()).withName(name));
  }

  private <T extends SpecificRecord> StoreBuilder<KeyValueStore<String, T>> store(
      String name, Schema schema) {
    Serde<T> serde = StateSerde.of(schema);
    return Stores.keyValueStoreBuilder(
            settings.inMemory()
                ? Stores.inMemoryKeyValueStore(name)
                : Stores.persistentKeyValueStore(name),
            Serdes.String(),
            serde)
        .withCachingEnabled()
        .withLoggingEnabled(InternalTopics.settings());
  }

  /** Of what is written when a task commits; the processor itself holds what is in it. */
  private <K, T extends SpecificRecord> StoreBuilder<KeyValueStore<K, T>> held(
      String name, Serde<K> keys, Schema schema) {
    return Stores.keyValueStoreBuilder(
            settings.inMemory()
                ? ChangelogOnlyStore.named(name)
                : Stores.persistentKeyValueStore(name),
            keys,
            StateSerde.<T>of(schema))
        .withCachingDisabled()
        .withLoggingEnabled(InternalTopics.settings());
  }

  /** In a fixed order, which the description and the state's layout depend on. */
  private static Set<StoreBuilder<?>> stores(StoreBuilder<?>... builders) {
    return new LinkedHashSet<>(List.of(builders));
  }

  /** Makes the first stage's processor with its stores. */
  private final class RollSupplier implements ProcessorSupplier<byte[], byte[], String, Object> {
    @Override
    public RollWindows get() {
      RegistryReader<Observation> reader =
          new RegistryReader<>(registry.decoder(Topic.OBSERVATIONS), Pause.SLEEP);
      return new RollWindows(
          new ObservationDecoder(new ObservationReader(reader)),
          enricher,
          networks,
          settings.observationPartitions());
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return IndexTopology.stores(
          WriteBehindStore.around(
              IndexTopology.this.<byte[], NodeState>held(
                  RollWindows.NODE_STORE, Serdes.ByteArray(), NodeState.getClassSchema())),
          held(RollWindows.SIGHTING_STORE, Serdes.Long(), SightingBlock.getClassSchema()),
          WriteBehindStore.around(
              IndexTopology.this.<String, ClockState>held(
                  RollWindows.CLOCK_STORE, Serdes.String(), ClockState.getClassSchema())));
    }
  }

  /** Makes the second stage's processor with its stores. */
  private final class MeasureSupplier
      implements ProcessorSupplier<String, PartialTally, String, SpecificRecord> {
    @Override
    public MeasurePopulations get() {
      return new MeasurePopulations(
          networks,
          scenarios,
          alertRules,
          new RegistryReader<>(registry.decoder(Topic.INCIDENTS), Pause.SLEEP),
          restored);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return IndexTopology.stores(
          store(MeasurePopulations.TALLY_STORE, TallyState.getClassSchema()),
          store(MeasurePopulations.WAITING_STORE, PartialTally.getClassSchema()),
          store(MeasurePopulations.PROGRESS_STORE, MergeState.getClassSchema()),
          store(MeasurePopulations.HOSTED_STORE, HostedStep.getClassSchema()),
          store(MeasurePopulations.IMPACT_STORE, ImpactRow.getClassSchema()),
          store(MeasurePopulations.ALERT_STORE, SubjectAlerts.getClassSchema()));
    }
  }
}
