package dev.faultline.ingest.publish.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.ingest.incident.RevisionLedger;
import dev.faultline.ingest.publish.PublishFailedException;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Severity;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.TrustedRecords;
import dev.faultline.schemas.wire.WireDecoder;
import dev.faultline.testkit.MutatedValues;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaPublishedRevisionsTest {

  static {
    TrustedRecords.trust();
  }

  private static final String TOPIC = Topic.INCIDENTS.topicName();
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final Instant KNOWN_AT = Instant.parse("2026-01-01T00:00:00Z");

  private final RegistrySerdes registry = new RegistrySerdes("mock://published-revisions");
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final RevisionLedger ledger = new RevisionLedger();
  private final FailingRegistry answers = new FailingRegistry();
  private final KafkaPublishedRevisions revisions =
      new KafkaPublishedRevisions(
          KafkaConnection.to("unused:1", "mock://published-revisions"),
          consumer,
          new WireDecoder<>(answers, Topic.INCIDENTS.valueSchema()),
          delay -> {});
  private final List<ConsumerRecord<byte[], byte[]>> sent = new ArrayList<>();
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

  @Test
  void ofTenThousandMutatedRecordsNoneCostsAnother() throws Exception {
    long seed = System.nanoTime();
    int other =
        MockSchemaRegistry.getClientForScope("published-revisions")
            .register(
                Topic.RIPPLE.subject(),
                new AvroSchema(RegistrySerdes.plain(Topic.RIPPLE.valueSchema())));
    MutatedValues values = new MutatedValues(Topic.INCIDENTS, schemaId, other, seed);
    for (int i = 0; i < 10_000; i++) {
      publish(values.next());
      if (i % 100 == 0) {
        publish(revision("good-" + i, 1));
      }
    }
    consumer.updateEndOffsets(Map.of(PARTITION, offset));

    revisions.enterInto(ledger);

    for (int i = 0; i < 10_000; i += 100) {
      assertThat(ledger.number(revision("good-" + i, 0))).as("seed %d", seed).isEmpty();
    }
  }

  /** Such a batch was once left with what stood behind: it was published a second time. */
  @Test
  void aRegistryThatIsAwayInMidBatchIsWaitedFor() {
    publish(revision("before", 1));
    publish(revision("behind", 1));
    consumer.updateEndOffsets(Map.of(PARTITION, offset));
    answers.failures = 3;

    revisions.enterInto(ledger);

    assertThat(ledger.number(revision("before", 0))).isEmpty();
    assertThat(ledger.number(revision("behind", 0))).isEmpty();
  }

  @Test
  void whenItStaysAwayTheNextReadSkipsNothing() {
    publish(revision("first", 1));
    consumer.updateEndOffsets(Map.of(PARTITION, offset));
    revisions.enterInto(ledger);
    for (int i = 0; i < 500; i++) {
      publish(revision("later-" + i, 1));
      // a schema that the decoder has not asked for yet, in mid-batch
      publish(HexFormat.of().parseHex("00000012%02x".formatted(i % 256) + "00"));
    }
    consumer.updateEndOffsets(Map.of(PARTITION, offset));
    answers.failures = Integer.MAX_VALUE;

    assertThatThrownBy(() -> revisions.enterInto(ledger))
        .isInstanceOf(PublishFailedException.class)
        .hasMessageContaining("the schema registry at mock://published-revisions")
        .hasMessageContaining("503");
    answers.failures = 0;
    // unlike a broker, the mock has forgotten what it delivered
    long position = consumer.position(PARTITION);
    sent.stream().filter(record -> record.offset() >= position).forEach(consumer::addRecord);
    revisions.enterInto(ledger);

    for (int i = 0; i < 500; i++) {
      assertThat(ledger.number(revision("later-" + i, 0))).isEmpty();
    }
  }

  /** Answers for a while that it is busy. */
  private static final class FailingRegistry extends MockSchemaRegistryClient {
    private int failures;

    @Override
    public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
      if (failures > 0) {
        failures--;
        throw new RestClientException("busy", 503, 50301);
      }
      return MockSchemaRegistry.getClientForScope("published-revisions").getSchemaById(id);
    }
  }

  private void publish(IncidentRevision revision) {
    publish(registry.<IncidentRevision>serializer().serialize(TOPIC, revision));
  }

  private void publish(byte[] value) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(TOPIC, 0, offset++, new byte[0], value);
    sent.add(record);
    consumer.addRecord(record);
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
