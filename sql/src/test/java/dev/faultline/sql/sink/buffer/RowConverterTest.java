package dev.faultline.sql.sink.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.schemas.EntityShare;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.wire.WireDecoder;
import dev.faultline.service.retry.Backoff;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.batch.BatchLimits;
import dev.faultline.sql.batch.Checkpoint;
import dev.faultline.sql.batch.OffsetRange;
import dev.faultline.sql.batch.PartitionLedger;
import dev.faultline.sql.row.Columns;
import dev.faultline.sql.row.Table;
import dev.faultline.sql.row.TableRoute;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowConverterTest {

  private static final TopicPartition PARTITION = new TopicPartition("t", 3);
  private static final Table<EntityShare> SHARES =
      new Table<>(
          "shares",
          1,
          new Columns<EntityShare>().uint64("weight", EntityShare::getWeight).toList());

  private final UnreliableRegistry registry = new UnreliableRegistry();
  private final RowConverter<EntityShare, ?> converter =
      converter(TableRoute.of(Topic.ENTITY_SHARES, SHARES));
  private int schemaId;

  /** Does not answer until it is told to. */
  private static final class UnreliableRegistry extends MockSchemaRegistryClient {
    private boolean down;

    @Override
    public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
      if (down) {
        throw new IOException("connection refused");
      }
      return super.getSchemaById(id);
    }
  }

  @BeforeEach
  void register() throws Exception {
    schemaId = registry.register("shares", new AvroSchema(EntityShare.getClassSchema()));
  }

  @Test
  void takesRowsWatermarksAndRefusalsInOrder() throws IOException {
    PartitionBuffer buffer = buffer(Checkpoint.at(0));

    assertThat(
            converter.fill(
                buffer,
                List.of(
                    record(0, bytes(5)),
                    record(1, null),
                    record(2, bytes(-5)),
                    record(3, new byte[] {1, 2, 3}),
                    record(6, bytes(7))),
                0))
        .isTrue();

    assertThat(buffer.batch().rows()).isEqualTo(2);
    assertThat(buffer.batch().recordOf(1).offset()).isEqualTo(6);
    assertThat(buffer.batch().refused())
        .extracting(
            refused -> refused.record().offset(), Batch.Refused::refusal, Batch.Refused::column)
        .containsExactly(
            tuple(1L, Refusal.BYTES, null),
            tuple(2L, Refusal.VALUE, "weight"),
            tuple(3L, Refusal.BYTES, null));
    assertThat(buffer.ledger().position()).isEqualTo(7);
  }

  @Test
  void stopsAtTheEndOfARebuiltBatch() throws IOException {
    PartitionBuffer buffer = buffer(Checkpoint.withIntent(new OffsetRange(0, 3)));

    assertThat(
            converter.fill(
                buffer, List.of(record(0, bytes(1)), record(4, bytes(2)), record(5, bytes(3))), 0))
        .isFalse();

    assertThat(buffer.batch().rows()).isEqualTo(1);
    assertThat(buffer.ledger().position()).as("where the consumer is set back to").isEqualTo(3);
    assertThat(buffer.ledger().due(0)).isTrue();
  }

  @Test
  void anUnreachableRegistryStopsAtTheRecordWithoutLosingIt() throws IOException {
    PartitionBuffer buffer = buffer(Checkpoint.at(0));
    registry.down = true;
    List<ConsumerRecord<byte[], byte[]>> records =
        new ArrayList<>(List.of(watermark(0), record(1, bytes(1)), record(2, bytes(2))));

    assertThatThrownBy(() -> converter.fill(buffer, records, 0)).isInstanceOf(IOException.class);
    assertThat(buffer.ledger().position()).isEqualTo(1);
    assertThat(buffer.batch().refused()).isEmpty();

    registry.down = false;
    assertThat(converter.fill(buffer, records.subList(1, 3), 0)).isTrue();
    assertThat(buffer.batch().rows()).isEqualTo(2);
  }

  @Test
  void aTopicThatStartsAgainIsNotTakenForTheOldOne() {
    PartitionBuffer buffer = buffer(Checkpoint.at(100));

    assertThatThrownBy(() -> converter.fill(buffer, List.of(record(0, bytes(1))), 0))
        .isInstanceOf(SinkException.class)
        .hasMessageContaining("t-3 went back from offset 100 to 0")
        .hasMessageContaining("greater epoch");
  }

  @Test
  void aSecondLandingOfATopicTakesWatermarksAndLeavesRefusalsToTheFirst() throws IOException {
    TableRoute<EntityShare, EntityShare> second =
        new TableRoute<>(
            Topic.ENTITY_SHARES,
            SHARES,
            share -> share,
            watermark -> Optional.of(WireFormat.share(watermark.population().key(), 9)),
            false);
    PartitionBuffer buffer = buffer(Checkpoint.at(0));
    byte[] watermark = "~watermark/solana/consensus".getBytes(UTF_8);

    converter(second)
        .fill(
            buffer,
            List.of(
                record(0, bytes(5)),
                new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), 1, watermark, null),
                new ConsumerRecord<>(
                    PARTITION.topic(), PARTITION.partition(), 2, new byte[9], null),
                record(3, null),
                record(4, new byte[] {1, 2, 3})),
            0);

    assertThat(buffer.batch().rows()).isEqualTo(2);
    assertThat(buffer.batch().recordOf(1).offset()).isEqualTo(1);
    assertThat(buffer.batch().refused()).isEmpty();
    assertThat(buffer.ledger().position()).isEqualTo(5);
  }

  private RowConverter<EntityShare, ?> converter(TableRoute<EntityShare, EntityShare> landing) {
    return new RowConverter<>(
        landing, 0, new WireDecoder<>(registry, EntityShare.getClassSchema()));
  }

  private static PartitionBuffer buffer(Checkpoint start) {
    return new PartitionBuffer(
        PARTITION, new PartitionLedger(start, BatchLimits.DEFAULT), 0, Backoff.DEFAULT);
  }

  private byte[] bytes(long weight) throws IOException {
    return WireFormat.encode(WireFormat.share("aws", weight), schemaId);
  }

  private static ConsumerRecord<byte[], byte[]> watermark(long offset) {
    byte[] key = new Population("solana", "consensus").watermarkKey().getBytes(UTF_8);
    return new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, key, null);
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, byte[] value) {
    return new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, null, value);
  }
}
