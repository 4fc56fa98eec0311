package dev.faultline.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.ImpactRow;
import dev.faultline.schemas.NodeStatus;
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
import dev.faultline.streams.roll.UnusableStateException;
import dev.faultline.streams.state.StateSerde;
import dev.faultline.streams.state.WriteBehindStore;
import dev.faultline.streams.stress.Scenarios;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * State that a population has left is gone on with by the settings that built it, or not at all.
 */
class ChangedSettingsTest {
  private static final Instant AT = Instant.parse("2025-10-20T00:57:00Z");
  private static final Population MINE = new Population("mine", "access");
  private static final String BUILT = "60,300 3600,30";

  private final MockProcessorContext<String, Object> rolling = new MockProcessorContext<>();
  private final MockProcessorContext<String, SpecificRecord> measuring =
      new MockProcessorContext<>();
  private RegistrySerdes registry;

  @BeforeEach
  void open() throws Exception {
    rolling.setCurrentSystemTimeMs(0);
    measuring.setCurrentSystemTimeMs(0);
    registry = new RegistrySerdes("mock://settings");
    for (Topic topic : new Topic[] {Topic.OBSERVATIONS, Topic.INCIDENTS}) {
      MockSchemaRegistry.getClientForScope("settings")
          .register(topic.subject(), new AvroSchema(RegistrySerdes.plain(topic.valueSchema())));
    }
    rolling.setRecordMetadata(Topic.OBSERVATIONS.topicName(), 0, 0);
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

  @ParameterizedTest
  @ValueSource(strings = {"120,360 3600,30", "60,3600 7200,30", "60,300,30", "60,300 3600,31"})
  void otherStepsWindowsAndGracesAreRefusedByBothStages(String changed) {
    RollWindows roll = rollingBy(BUILT);
    MeasurePopulations measure = measuringBy(BUILT);
    observe(roll);
    watermark(roll);
    commit();
    deliver(measure);

    assertThatThrownBy(() -> rollingBy(changed))
        .isInstanceOf(UnusableStateException.class)
        .hasMessageStartingWith(
            "the state of mine/access was built with step 60 s, windows 300 3600 s, grace 30 s, but"
                + " its rules now say step ")
        .hasMessageEndingWith("start under a new --application-id, which reads everything again");
    assertThatThrownBy(() -> measuringBy(changed)).isInstanceOf(UnusableStateException.class);
  }

  @Test
  void beforeTheFirstWatermarkToo() {
    observe(rollingBy(BUILT));
    commit();

    assertThatThrownBy(() -> rollingBy("3600,7200,30")).isInstanceOf(UnusableStateException.class);
  }

  @Test
  void theSameSettingsGoOn() {
    RollWindows roll = rollingBy(BUILT);
    MeasurePopulations measure = measuringBy(BUILT);
    observe(roll);
    watermark(roll);
    commit();
    deliver(measure);

    assertThatCode(() -> rollingBy(BUILT)).doesNotThrowAnyException();
    assertThatCode(() -> measuringBy(BUILT)).doesNotThrowAnyException();
    assertThat(measuring.forwarded()).isNotEmpty();
  }

  @Test
  void aPopulationWithoutStateMayTakeAny() {
    assertThatCode(() -> rollingBy("3600,7200,30")).doesNotThrowAnyException();
    assertThatCode(() -> measuringBy("3600,7200,30")).doesNotThrowAnyException();
  }

  private static Networks networks(String settings) {
    return Networks.read(
        "test",
        new StringReader(
            """
            network,layer,base_unit,liveness,safety,kind,step_s,windows_s,grace_s,citation
            mine,access,none,>= 1/2,,convention,%s,a test
            """
                .formatted(settings)));
  }

  private RollWindows rollingBy(String settings) {
    RollWindows roll =
        new RollWindows(
            new ObservationDecoder(
                new ObservationReader(
                    new RegistryReader<>(registry.decoder(Topic.OBSERVATIONS), Pause.SLEEP))),
            Enrichers::withoutAddresses,
            networks(settings),
            1);
    roll.init(rolling);
    return roll;
  }

  private MeasurePopulations measuringBy(String settings) {
    MeasurePopulations measure =
        new MeasurePopulations(
            networks(settings),
            Scenarios.load(),
            AlertRules.load(),
            new RegistryReader<>(registry.decoder(Topic.INCIDENTS), Pause.SLEEP),
            new RestoredIncidents());
    measure.init(measuring);
    return measure;
  }

  private void commit() {
    rolling.<WriteBehindStore<?, ?>>getStateStore(RollWindows.NODE_STORE).flushCache();
    rolling.<WriteBehindStore<?, ?>>getStateStore(RollWindows.CLOCK_STORE).flushCache();
  }

  private void observe(RollWindows roll) {
    Observation observation =
        Observation.newBuilder()
            .setNetwork(MINE.network())
            .setLayer(MINE.layer())
            .setNodeId("a")
            .setObservedAt(AT)
            .setStatus(NodeStatus.UP)
            .setSource("test")
            .build();
    byte[] value = registry.serializer().serialize(Topic.OBSERVATIONS.topicName(), observation);
    publish(roll, MINE.nodeKey("a"), value, AT);
  }

  private static void watermark(RollWindows roll) {
    publish(roll, MINE.watermarkKey(), null, AT.plusSeconds(30));
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

  private void deliver(MeasurePopulations measure) {
    rolling.forwarded().stream()
        .map(forward -> forward.record())
        .filter(record -> record.value() instanceof PartialTally)
        .forEach(
            record ->
                measure.process(
                    new Record<>(record.key(), (PartialTally) record.value(), record.timestamp())));
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
