package dev.faultline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.incident.RevisionLedger;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Severity;
import dev.faultline.schemas.Topic;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaPublishedRevisionsTest {

  private static final String TOPIC = Topic.INCIDENTS.topicName();
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final Instant KNOWN_AT = Instant.parse("2026-01-01T00:00:00Z");

  private final RegistrySerdes registry = new RegistrySerdes("mock://published-revisions");
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final RevisionLedger ledger = new RevisionLedger();
  private final KafkaPublishedRevisions revisions =
      new KafkaPublishedRevisions(
          KafkaConnection.to("unused:1", "mock://published-revisions"),
          consumer,
          registry.decoder(Topic.INCIDENTS));
  private int schemaId;
  private long offset;

  @BeforeEach
  void begin() throws Exception {
    schemaId =
        MockSchemaRegistry.getClientForScope("published-revisions")
            .register(
                Topic.INCIDENTS.subject(),
                new AvroSchema(RegistrySerdes.plain(Topic.INCIDENTS.valueSchema())));
    consumer.assign(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
  }

  /** Each was once the end of a batch: the revisions behind it were published a second time. */
  @Test
  void whatIsNoRevisionIsPassedOverAlone() {
    publish(revision("before", 1));
    publish((byte[]) null);
    publish(new byte[0]);
    publish(new byte[] {0});
    publish(HexFormat.of().parseHex("00" + "%08x".formatted(schemaId) + "8080808010"));
    publish(HexFormat.of().parseHex("00" + "%08x".formatted(schemaId) + "01"));
    publish(HexFormat.of().parseHex("0000001267" + "00"));
    publish(HexFormat.of().parseHex("00ffffffff" + "00"));
    publish(revision("behind", 1));
    consumer.updateEndOffsets(Map.of(PARTITION, offset));

    revisions.enterInto(ledger);

    assertThat(ledger.number(revision("before", 0))).isEmpty();
    assertThat(ledger.number(revision("behind", 0))).isEmpty();
    assertThat(ledger.number(revision("new", 0)))
        .hasValueSatisfying(numbered -> assertThat(numbered.getRevision()).isEqualTo(1));
  }

  private void publish(IncidentRevision revision) {
    publish(registry.<IncidentRevision>serializer().serialize(TOPIC, revision));
  }

  private void publish(byte[] value) {
    consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset++, new byte[0], value));
  }

  private static IncidentRevision revision(String id, int number) {
    return IncidentRevision.newBuilder()
        .setSource("aws")
        .setIncidentId(id)
        .setRevision(number)
        .setContentHash("the same")
        .setKnownAt(KNOWN_AT.plusSeconds(number == 0 ? 60 : 0))
        .setKind(IncidentKind.OUTAGE)
        .setProvider("aws")
        .setStatus(IncidentStatus.INVESTIGATING)
        .setSeverity(Severity.MAJOR)
        .setBeginsAt(KNOWN_AT)
        .setTitle("t")
        .setScopes(List.of())
        .build();
  }
}
