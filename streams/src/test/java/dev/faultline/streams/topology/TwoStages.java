package dev.faultline.streams.topology;

import dev.faultline.schemas.ImpactRow;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.streams.alert.SubjectAlerts;
import dev.faultline.streams.decode.ObservationDecoder;
import dev.faultline.streams.decode.ObservationReader;
import dev.faultline.streams.decode.Pause;
import dev.faultline.streams.decode.RegistryReader;
import dev.faultline.streams.enrich.Enrichers;
import dev.faultline.streams.impact.HostedStep;
import dev.faultline.streams.incidentlog.IncidentLog;
import dev.faultline.streams.incidentlog.RestoredIncidents;
import dev.faultline.streams.latest.KeepLatestInstants;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.pack.RecordPack;
import dev.faultline.streams.roll.ClockState;
import dev.faultline.streams.roll.MergeState;
import dev.faultline.streams.roll.NodeState;
import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.SightingBlock;
import dev.faultline.streams.roll.TallyState;
import dev.faultline.streams.state.StateSerde;
import dev.faultline.streams.state.WriteBehindStore;
import dev.faultline.streams.stress.Scenarios;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The stages that roll and measure, over stores that outlive them: they can be started again. */
final class TwoStages {

  private final MockProcessorContext<String, Object> rolling = new MockProcessorContext<>();
  private final MockProcessorContext<String, SpecificRecord> measuring =
      new MockProcessorContext<>();
  private final RegistrySerdes registry;

  /**
   * @param scope keeps the registry of one test apart from another's
   */
  TwoStages(String scope) throws Exception {
    rolling.setCurrentSystemTimeMs(0);
    measuring.setCurrentSystemTimeMs(0);
    registry = new RegistrySerdes("mock://" + scope);
    for (Topic topic : new Topic[] {Topic.OBSERVATIONS, Topic.INCIDENTS}) {
      MockSchemaRegistry.getClientForScope(scope)
          .register(topic.subject(), new AvroSchema(RegistrySerdes.plain(topic.valueSchema())));
    }
    rolling.setRecordMetadata(Topic.OBSERVATIONS.topicName(), 0, 0);
    addRollStores();
    addMeasureStores();
  }

  private void addRollStores() {
    add(
        rolling,
        WriteBehindStore.around(
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(RollWindows.NODE_STORE),
                    Serdes.ByteArray(),
                    StateSerde.<NodeState>of(NodeState.getClassSchema()))
                .withLoggingDisabled()));
    add(
        rolling,
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(RollWindows.SIGHTING_STORE),
                Serdes.Long(),
                StateSerde.<SightingBlock>of(SightingBlock.getClassSchema()))
            .withLoggingDisabled());
    add(
        rolling,
        WriteBehindStore.around(
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(RollWindows.CLOCK_STORE),
                    Serdes.String(),
                    StateSerde.<ClockState>of(ClockState.getClassSchema()))
                .withLoggingDisabled()));
  }

  private void addMeasureStores() {
    add(
        measuring,
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(IncidentLog.STORE), Serdes.Long(), Serdes.ByteArray())
            .withLoggingDisabled());
    add(
        measuring,
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(KeepLatestInstants.STORE),
                Serdes.String(),
                Serdes.Long())
            .withLoggingDisabled());
    Map.of(
            MeasurePopulations.TALLY_STORE, TallyState.getClassSchema(),
            MeasurePopulations.WAITING_STORE, PartialTally.getClassSchema(),
            MeasurePopulations.PROGRESS_STORE, MergeState.getClassSchema(),
            MeasurePopulations.HOSTED_STORE, HostedStep.getClassSchema(),
            MeasurePopulations.IMPACT_STORE, ImpactRow.getClassSchema(),
            MeasurePopulations.ALERT_STORE, SubjectAlerts.getClassSchema())
        .forEach((name, schema) -> add(measuring, store(name, schema)));
  }

  /** Starts the first stage. */
  RollWindows roll(Networks networks) {
    RollWindows roll =
        new RollWindows(
            new ObservationDecoder(
                new ObservationReader(
                    new RegistryReader<>(registry.decoder(Topic.OBSERVATIONS), Pause.SLEEP))),
            Enrichers::withoutAddresses,
            networks,
            1);
    roll.init(rolling);
    return roll;
  }

  /** Starts the second stage. */
  MeasurePopulations measure(Networks networks) {
    MeasurePopulations measure =
        new MeasurePopulations(
            networks,
            Scenarios.load(),
            AlertRules.load(),
            new RegistryReader<>(registry.decoder(Topic.INCIDENTS), Pause.SLEEP),
            new RestoredIncidents());
    measure.init(measuring);
    return measure;
  }

  /** Writes what the first stage holds back to its stores. */
  void commit() {
    rolling.<WriteBehindStore<?, ?>>getStateStore(RollWindows.NODE_STORE).flushCache();
    rolling.<WriteBehindStore<?, ?>>getStateStore(RollWindows.CLOCK_STORE).flushCache();
  }

  void observe(RollWindows roll, Observation observation) {
    Population population = new Population(observation.getNetwork(), observation.getLayer());
    byte[] value = registry.serializer().serialize(Topic.OBSERVATIONS.topicName(), observation);
    publish(roll, population.nodeKey(observation.getNodeId()), value, observation.getObservedAt());
  }

  static void watermark(RollWindows roll, Population population, Instant at) {
    publish(roll, population.watermarkKey(), null, at);
  }

  private static void publish(RollWindows roll, String key, byte[] value, Instant timestamp) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            Topic.OBSERVATIONS.topicName(),
            0,
            0,
            timestamp.toEpochMilli(),
            TimestampType.CREATE_TIME,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            key.getBytes(StandardCharsets.UTF_8),
            value,
            new RecordHeaders(),
            Optional.empty());
    roll.process(
        new Record<>(new byte[0], RecordPack.of(List.of(record), true), timestamp.toEpochMilli()));
  }

  /** Gives the second stage what the first one has emitted since. */
  void deliver(MeasurePopulations measure) {
    rolling.forwarded().stream()
        .map(forward -> forward.record())
        .filter(record -> record.value() instanceof PartialTally)
        .forEach(
            record ->
                measure.process(
                    new Record<>(record.key(), (PartialTally) record.value(), record.timestamp())));
    rolling.resetForwards();
  }

  /** The rows that the second stage has published since. */
  List<SpecificRecord> published() {
    List<SpecificRecord> rows = new ArrayList<>();
    measuring.forwarded().forEach(forward -> rows.add(forward.record().value()));
    measuring.resetForwards();
    return rows;
  }

  KeyValueStore<byte[], NodeState> nodes() {
    return rolling
        .<WriteBehindStore<byte[], NodeState>>getStateStore(RollWindows.NODE_STORE)
        .wrapped();
  }

  KeyValueStore<String, TallyState> tallies() {
    return measuring.getStateStore(MeasurePopulations.TALLY_STORE);
  }

  private static <T extends SpecificRecord> StoreBuilder<KeyValueStore<String, T>> store(
      String name, Schema schema) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.String(), StateSerde.<T>of(schema))
        .withLoggingDisabled();
  }

  private static void add(MockProcessorContext<?, ?> context, StoreBuilder<?> builder) {
    StateStore store = builder.build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
  }
}
