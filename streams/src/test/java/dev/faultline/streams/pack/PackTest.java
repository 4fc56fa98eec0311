package dev.faultline.streams.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PackTest {
  private static final String TOPIC = "packed";

  @Property(tries = 300)
  void isUnpackedAsItWasPacked(@ForAll long seed) {
    Random random = new Random(seed);
    List<ConsumerRecord<byte[], byte[]>> records = records(random, 1 + random.nextInt(20));

    PackedRecords unpacked = new PackedRecords(TOPIC, 3, RecordPack.of(records, true));

    for (ConsumerRecord<byte[], byte[]> record : records) {
      assertThat(unpacked.next()).isTrue();
      assertThat(unpacked.record()).usingRecursiveComparison().isEqualTo(record);
      assertThat(unpacked.timestamp()).isEqualTo(record.timestamp());
      assertThat(unpacked.isWhole()).isEqualTo(record.key() != null && record.value() != null);
      if (unpacked.isWhole()) {
        assertThat(Arrays.copyOfRange(unpacked.bytes(), unpacked.keyBegin(), unpacked.keyEnd()))
            .isEqualTo(record.key());
        assertThat(Arrays.copyOfRange(unpacked.bytes(), unpacked.keyEnd(), unpacked.valueEnd()))
            .isEqualTo(record.value());
      }
    }
    assertThat(unpacked.next()).isFalse();
    assertThat(unpacked.isLast()).isTrue();
  }

  @Test
  void aPollIsPackedByPartitionAndStandsAtItsFirstOffset() {
    List<ConsumerRecord<byte[], byte[]>> packed = records(new Random(1), 3);
    ConsumerRecord<byte[], byte[]> plain =
        new ConsumerRecord<>("plain", 0, 7, new byte[] {1}, new byte[] {2});
    TopicPartition first = new TopicPartition(TOPIC, 3);
    TopicPartition second = new TopicPartition("plain", 0);
    Map<TopicPartition, OffsetAndMetadata> next =
        Map.of(first, new OffsetAndMetadata(900), second, new OffsetAndMetadata(8));

    ConsumerRecords<byte[], byte[]> polled =
        BatchingConsumer.packed(
            new ConsumerRecords<>(Map.of(first, packed, second, List.of(plain)), next),
            TOPIC,
            partition -> partition.equals(first));

    assertThat(polled.records(second)).containsExactly(plain);
    assertThat(polled.nextOffsets()).isEqualTo(next);
    assertThat(polled.records(first)).hasSize(1);
    assertThat(polled.records(first).get(0).offset()).isEqualTo(packed.get(0).offset());
    assertThat(polled.records(first).get(0).value()).isEqualTo(RecordPack.of(packed, true));
  }

  @Test
  void aTimeBeforeTheEpochStopsNothing() {
    ConsumerRecord<byte[], byte[]> early =
        new ConsumerRecord<>(
            TOPIC,
            3,
            0,
            -5,
            TimestampType.CREATE_TIME,
            0,
            0,
            new byte[0],
            new byte[0],
            new RecordHeaders(),
            Optional.empty());

    ConsumerRecord<byte[], byte[]> pack = BatchingConsumer.pack(List.of(early), false);

    assertThat(pack.timestamp()).isZero();
    PackedRecords records = new PackedRecords(TOPIC, 3, pack.value());
    assertThat(records.isLast()).isFalse();
    assertThat(records.next()).isTrue();
    assertThat(records.timestamp()).isEqualTo(-5);
  }

  @Test
  void whatIsNoPackSaysWhatToDo() {
    for (byte[] value : new byte[][] {{}, {1, 2, 3, 4, 5, 6}}) {
      assertThatThrownBy(() -> new PackedRecords(TOPIC, 0, value))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("BatchingClientSupplier");
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(Random random, int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long offset = random.nextInt(1000);
    for (int i = 0; i < count; i++) {
      byte[] key = bytes(random);
      byte[] value = bytes(random);
      RecordHeaders headers = new RecordHeaders();
      for (int header = random.nextInt(4) - 1; header > 0; header--) {
        headers.add("näme-" + header, bytes(random));
      }
      records.add(
          new ConsumerRecord<>(
              TOPIC,
              3,
              offset += 1 + random.nextInt(3),
              random.nextLong(),
              TimestampType.CREATE_TIME,
              key == null ? -1 : key.length,
              value == null ? -1 : value.length,
              key,
              value,
              headers,
              Optional.empty()));
    }
    return records;
  }

  private static byte[] bytes(Random random) {
    if (random.nextInt(8) == 0) {
      return null;
    }
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }
}
