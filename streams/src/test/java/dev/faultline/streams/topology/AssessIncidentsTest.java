package dev.faultline.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.streams.decode.RegistryReader;
import dev.faultline.streams.incident.DayState;
import dev.faultline.streams.state.StateSerde;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssessIncidentsTest {

  private static final Instant BEGIN = Instant.parse("2025-01-06T12:00:00Z");
  private static final int REVISIONS = 120;

  private RegistrySerdes registry;

  @BeforeEach
  void register() throws Exception {
    registry = new RegistrySerdes("mock://assess");
    MockSchemaRegistry.getClientForScope("assess")
        .register(
            Topic.INCIDENTS.subject(),
            new AvroSchema(RegistrySerdes.plain(Topic.INCIDENTS.valueSchema())));
  }

  @Test
  void theHistoryHoldsEveryKindOfRow() {
    assertThat(run(REVISIONS))
        .extracting(record -> record.value().getSchema().getName())
        .contains("ProviderReliabilityRow", "RippleRow");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 59, 60, 117, 119})
  void aRestartAnywhereChangesNoRow(int restart) {
    assertThat(run(restart)).isEqualTo(run(REVISIONS));
  }

  /** Everything that is published if a new processor takes over the stores at a revision. */
  private List<Record<? extends String, ? extends SpecificRecord>> run(int restart) {
    MockProcessorContext<String, SpecificRecord> context = new MockProcessorContext<>();
    addStore(context, AssessIncidents.REVISION_STORE, IncidentRevision.getClassSchema());
    addStore(context, AssessIncidents.DAY_STORE, DayState.getClassSchema());
    AssessIncidents processor = started(context);
    for (int i = 0; i < REVISIONS; i++) {
      if (i == restart) {
        processor = started(context);
      }
      context.setRecordMetadata(Topic.INCIDENTS.topicName(), 0, i);
      IncidentRevision revision = revision(i);
      processor.process(
          new Record<>(
              new byte[0],
              registry.serializer().serialize(Topic.INCIDENTS.topicName(), revision),
              revision.getKnownAt().toEpochMilli()));
    }
    List<Record<? extends String, ? extends SpecificRecord>> published = new ArrayList<>();
    context.forwarded().forEach(forward -> published.add(forward.record()));
    return published;
  }

  private AssessIncidents started(MockProcessorContext<String, SpecificRecord> context) {
    AssessIncidents processor =
        new AssessIncidents(
            new RegistryReader<>(registry.decoder(Topic.INCIDENTS), duration -> {}));
    processor.init(context);
    return processor;
  }

  private static <T extends SpecificRecord> void addStore(
      MockProcessorContext<String, SpecificRecord> context, String name, Schema schema) {
    var store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.String(), StateSerde.<T>of(schema))
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
  }

  /** A feed's days in order, a second feed imported later, a dependant; incidents are revised. */
  private static IncidentRevision revision(int i) {
    boolean isSecond = i >= REVISIONS / 2;
    Instant begins = BEGIN.plus(Duration.ofHours((i % (REVISIONS / 2)) * 13L));
    if (i % 3 == 1) {
      return IncidentRecords.trouble("d" + i, begins.minus(Duration.ofHours(12)));
    }
    Instant ends = i % 2 == 0 ? null : begins.plus(Duration.ofHours(20));
    return IncidentRecords.outage(isSecond ? "gcp" : "aws", "o" + i / 6, begins, ends);
  }
}
