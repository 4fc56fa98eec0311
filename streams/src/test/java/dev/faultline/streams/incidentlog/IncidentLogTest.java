package dev.faultline.streams.incidentlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Severity;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.TrustedRecords;
import dev.faultline.streams.decode.Pause;
import dev.faultline.streams.decode.RegistryReader;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a watermark says of incidents is waited for, and nothing is measured without it. */
class IncidentLogTest {

  static {
    TrustedRecords.trust();
  }

  private static final long NOW = 1_800_000_000_000L;

  private final RegistrySerdes registry = new RegistrySerdes("mock://incident-log");
  private final RestoredIncidents restored = new RestoredIncidents();
  private final List<Runnable> whileWaiting = new ArrayList<>();
  private KeyValueStore<Long, byte[]> store;
  private Duration waited = Duration.ZERO;
  private IncidentLog log;

  @BeforeEach
  void open() throws Exception {
    MockSchemaRegistry.getClientForScope("incident-log")
        .register(
            Topic.INCIDENTS.subject(),
            new AvroSchema(RegistrySerdes.plain(Topic.INCIDENTS.valueSchema())));
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(IncidentLog.STORE), Serdes.Long(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    log =
        new IncidentLog(
            store,
            new RegistryReader<>(registry.decoder(Topic.INCIDENTS), this::pause),
            restored,
            this::pause);
  }

  private void pause(Duration duration) {
    waited = waited.plus(duration);
    whileWaiting.forEach(Runnable::run);
    whileWaiting.clear();
  }

  @Test
  void revisionsThatArriveWhileItWaitsAreRead() {
    arrives(0);
    whileWaiting.add(() -> arrives(1));
    List<Long> read = new ArrayList<>();

    assertThat(log.read(0, 2, (offset, revision) -> read.add(offset))).isEqualTo(2);
    assertThat(read).containsExactly(0L, 1L);
  }

  /** It once went on without them, took the position for read, and never waited again. */
  @Test
  void thoseThatDoNotArriveFailTheTaskAndAreWaitedForAgain() {
    arrives(0);
    IncidentView view = new IncidentView(log);
    assertThat(view.known(NOW, 1).through()).isEqualTo(1);

    for (int attempt = 1; attempt <= 2; attempt++) {
      waited = Duration.ZERO;
      assertThatThrownBy(() -> view.known(NOW, 3))
          .isInstanceOf(MissingIncidentsException.class)
          .hasMessageContaining("faultline.incidents.v1 has 3 records");
      assertThat(waited).isGreaterThanOrEqualTo(IncidentLog.LONGEST_WAIT);
    }
    whileWaiting.add(() -> arrives(1));
    whileWaiting.add(() -> arrives(2));

    assertThat(view.known(NOW, 3).through()).isEqualTo(3);
    assertThat(view.known(NOW, 3).open()).hasSize(3);
  }

  /** Nothing was measured any more after one watermark that told of too many, or a new topic. */
  @Test
  void nobodyWaitsForWhatTheTopicDoesNotReach() {
    arrives(0);
    AtomicLong end = new AtomicLong(1);
    restored.askEnd(end::get);
    IncidentView view = new IncidentView(log);

    assertThat(view.known(NOW, Long.MAX_VALUE - 1).through()).isEqualTo(1);
    assertThat(view.known(NOW, Long.MAX_VALUE - 1).open()).hasSize(1);
    assertThat(waited).isEqualTo(IncidentLog.USUAL_WAIT);

    end.set(2);
    whileWaiting.add(() -> arrives(1));
    assertThat(view.known(NOW, Long.MAX_VALUE - 1).through()).isEqualTo(2);
    assertThat(view.known(NOW, 2).open()).hasSize(2);
    assertThat(waited).isLessThan(IncidentLog.USUAL_WAIT.multipliedBy(2));
  }

  @Test
  void anEmptyTopicIsReachedAtOnce() {
    restored.askEnd(() -> 0);

    assertThat(log.read(0, 7, (offset, revision) -> {})).isZero();
  }

  @Test
  void anInterruptEndsTheWaitWithoutAnAnswer() {
    whileWaiting.add(() -> Thread.currentThread().interrupt());
    IncidentLog interrupted =
        new IncidentLog(
            store,
            new RegistryReader<>(registry.decoder(Topic.INCIDENTS), Pause.SLEEP),
            restored,
            duration -> {
              throw new InterruptedException();
            });

    assertThatThrownBy(() -> interrupted.read(0, 1, (offset, revision) -> {}))
        .isInstanceOf(MissingIncidentsException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** A record without a key never enters the store when that is filled again. */
  @Test
  void whatWasReadBeforeTheTasksBeganNeedNotBeInTheStore() {
    arrives(0);
    restored.onRestoreStart(
        new TopicPartition(Topic.INCIDENTS.topicName(), 0), IncidentLog.STORE, 0, 2);

    assertThat(log.read(0, 2, (offset, revision) -> {})).isEqualTo(2);
    assertThat(waited).isZero();
  }

  private void arrives(long offset) {
    IncidentRevision revision =
        IncidentRevision.newBuilder()
            .setSource("aws")
            .setIncidentId("incident-" + offset)
            .setRevision(1)
            .setContentHash("one")
            .setKnownAt(Instant.ofEpochMilli(NOW - 60_000))
            .setKind(IncidentKind.OUTAGE)
            .setProvider("aws")
            .setStatus(IncidentStatus.INVESTIGATING)
            .setSeverity(Severity.MAJOR)
            .setBeginsAt(Instant.ofEpochMilli(NOW - 120_000))
            .setTitle("t")
            .setScopes(List.of())
            .build();
    store.put(
        offset,
        registry.<IncidentRevision>serializer().serialize(Topic.INCIDENTS.topicName(), revision));
  }
}
