package dev.faultline.sql.sink.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sql.batch.OffsetRange;
import dev.faultline.sql.row.RowBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BatchTest {

  private final Batch batch = new Batch();

  @Test
  void partsCoverAllOffsetsOfTheBatch() {
    add(12, "a");
    add(15, "b");
    add(16, "c");
    OffsetRange whole = new OffsetRange(10, 20);

    assertThat(batch.rangeOf(whole, 0, 3)).isEqualTo(whole);
    assertThat(batch.rangeOf(whole, 0, 1)).isEqualTo(new OffsetRange(10, 15));
    assertThat(batch.rangeOf(whole, 1, 2)).isEqualTo(new OffsetRange(15, 16));
    assertThat(batch.rangeOf(whole, 2, 3)).isEqualTo(new OffsetRange(16, 20));
  }

  @Test
  void knowsTheBytesOfItsRows() {
    assertThat(add(1, "one")).isEqualTo(4);
    assertThat(add(2, "three")).isEqualTo(6);

    RowBuffer second = new RowBuffer(8);
    batch.lendRows((bytes, from, to) -> second.append(bytes, from, to - from), 1, 2);
    assertThat(second.toByteArray()).containsExactly(5, 't', 'h', 'r', 'e', 'e');
    assertThat(batch.bytesOf(0, 2)).isEqualTo(10);
    assertThat(batch.bytesOf(1, 2)).isEqualTo(6);
  }

  @Test
  void holdsMoreRowsThanAtFirst() {
    for (int offset = 0; offset < 1000; offset++) {
      add(offset, "x");
    }

    assertThat(batch.rows()).isEqualTo(1000);
    assertThat(batch.bytesOf(999, 1000)).isEqualTo(2);
    assertThat(batch.recordOf(700).offset()).isEqualTo(700);
  }

  @Test
  void isEmptyOnlyWithoutRowsAndRefusals() {
    assertThat(batch.isEmpty()).isTrue();
    batch.refuse(new Batch.Refused(record(1), Refusal.BYTES, null, "is wrong"));
    assertThat(batch.isEmpty()).isFalse();

    batch.clear();
    assertThat(batch.isEmpty()).isTrue();
    assertThat(add(2, "again")).isEqualTo(6);
  }

  private int add(long offset, String text) {
    batch.bytes().putString(text);
    return batch.added(record(offset));
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset) {
    return new ConsumerRecord<>("t", 0, offset, new byte[0], new byte[0]);
  }
}
