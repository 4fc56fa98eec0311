package dev.faultline.sql.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.Topic;
import dev.faultline.service.retry.Backoff;
import dev.faultline.service.retry.Retry;
import dev.faultline.service.retry.Sleeper;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.batch.OffsetRange;
import dev.faultline.sql.sink.buffer.Batch;
import dev.faultline.sql.sink.buffer.Refusal;
import dev.faultline.sql.sink.health.TableMetrics;
import dev.faultline.sql.sink.health.TableProgress;
import dev.faultline.sql.sink.kafka.DeadLetterProducer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class BatchWriterTest {

  private static final TopicPartition SOURCE = new TopicPartition("t", 0);
  private static final Instant NOW = Instant.parse("2025-10-20T07:00:00Z");

  private final FakeTable table = new FakeTable();
  private final MockProducer<String, DeadLetter> producer =
      new MockProducer<>(true, null, (topic, key) -> new byte[0], (topic, letter) -> new byte[0]);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final TableMetrics metrics = new TableMetrics(meters, "numbers", "faultline.numbers.v1");
  private final Retry retry =
      Retry.forever(
          new Backoff(Duration.ofMillis(2), Duration.ofMillis(20)),
          Sleeper.until(closing),
          new TableProgress("numbers", "t", metrics, Clock.systemUTC()));
  private final BatchWriter writer =
      new BatchWriter(
          FakeTable.NUMBERS,
          0,
          table,
          new DeadLetterProducer(producer, Clock.fixed(NOW, ZoneOffset.UTC)),
          retry,
          metrics);

  @Test
  void aBatchIsOneInsertUnderOneToken() throws InterruptedException {
    writer.land(SOURCE, new OffsetRange(0, 100), numbers(100));

    assertThat(table.tokensTried())
        .containsExactly("numbers/" + FakeTable.NUMBERS.schemaVersion() + "/0/t/0/0-99");
    assertThat(table.stored()).hasSize(100);
    assertThat(meters.counter("faultline.sink.rows", "table", "numbers").count()).isEqualTo(100);
  }

  @Test
  void anAmbiguousAnswerIsRetriedUnderTheSameTokenAndKeepsOneCopy() throws InterruptedException {
    table.failAfter(0);
    table.failAfter(209);

    writer.land(SOURCE, new OffsetRange(0, 10), numbers(10));

    assertThat(table.attempts()).containsExactly("0-9", "0-9", "0-9");
    assertThat(table.stored()).containsExactlyElementsOf(range(10));
  }

  @Test
  void whatPassesIsWaitedOutAndNeverRefused() throws InterruptedException {
    for (int code : new int[] {252, 241, 242, 159, 999, 0}) {
      table.failBefore(code);
    }

    writer.land(SOURCE, new OffsetRange(0, 10), numbers(10));

    assertThat(table.stored()).hasSize(10);
    assertThat(producer.history()).isEmpty();
    assertThat(meters.counter("faultline.sink.retries", "table", "numbers", "code", "252").count())
        .isEqualTo(1);
  }

  @Test
  void oneBadRowAmongTenThousandIsFoundAndTheOthersLand() throws InterruptedException {
    table.refuse(7_321);

    writer.land(SOURCE, new OffsetRange(0, 10_000), numbers(10_000));

    assertThat(table.stored())
        .containsExactlyInAnyOrderElementsOf(
            range(10_000).stream().filter(number -> number != 7_321).toList());
    assertThat(producer.history()).hasSize(1);
    ProducerRecord<String, DeadLetter> sent = producer.history().get(0);
    assertThat(sent.topic()).isEqualTo(Topic.DEAD_LETTERS.topicName());
    assertThat(sent.key()).isEqualTo("sink/t");
    DeadLetter letter = sent.value();
    assertThat(letter.getOffset()).isEqualTo(7_321);
    assertThat(letter.getPartition()).isZero();
    assertThat(letter.getRefusedAt()).isEqualTo(NOW);
    assertThat(letter.getReason()).isEqualTo("Constraint is violated");
    assertThat(StandardCharsets.UTF_8.decode(letter.getValue()).toString()).isEqualTo("7321");
    assertThat(table.attempts()).doesNotHaveDuplicates();
  }

  @Test
  void halvingTwiceTriesTheSameTokensSoNothingLandsTwice() throws InterruptedException {
    table.refuse(3);
    table.refuse(4);
    writer.land(SOURCE, new OffsetRange(0, 64), numbers(64));
    List<String> first = List.copyOf(table.attempts());

    writer.land(SOURCE, new OffsetRange(0, 64), numbers(64));

    assertThat(table.attempts()).hasSize(first.size() * 2).startsWith(first.toArray(new String[0]));
    assertThat(table.stored()).hasSize(62).doesNotHaveDuplicates();
  }

  @Test
  void aChangedTableIsNotBlamedOnTheRows() {
    table.refuse(3);
    table.breakColumns("column number is String instead of UInt64");

    assertThatThrownBy(() -> writer.land(SOURCE, new OffsetRange(0, 10), numbers(10)))
        .isInstanceOf(SinkException.class)
        .hasMessageContaining("instead of UInt64");
    assertThat(producer.history()).isEmpty();
    assertThat(table.attempts()).hasSize(1);
  }

  @Test
  void aMissingRightStops() {
    table.failBefore(497);

    assertThatThrownBy(() -> writer.land(SOURCE, new OffsetRange(0, 10), numbers(10)))
        .isInstanceOf(SinkException.class)
        .hasMessageContaining("refuses inserts into numbers");
  }

  @Test
  void refusedRecordsWithoutRowsNeedNoInsert() throws InterruptedException {
    Batch batch = new Batch();
    batch.refuse(new Batch.Refused(record(5), Refusal.BYTES, null, "is not in wire format"));

    writer.land(SOURCE, new OffsetRange(5, 6), batch);

    assertThat(table.attempts()).isEmpty();
    assertThat(producer.history()).hasSize(1);
    assertThat(
            meters
                .counter("faultline.sink.dead.letters", "table", "numbers", "reason", "bytes")
                .count())
        .isEqualTo(1);
  }

  @Test
  void aDeadLetterThatItsOwnTableRefusesDoesNotBreed() throws InterruptedException {
    table.refuse(0);
    Batch batch = new Batch();
    FakeTable.write(0, 0, batch.bytes());
    batch.added(
        new ConsumerRecord<>(Topic.DEAD_LETTERS.topicName(), 0, 0, new byte[0], new byte[0]));

    writer.land(SOURCE, new OffsetRange(0, 1), batch);

    assertThat(producer.history()).isEmpty();
    assertThat(
            meters
                .counter("faultline.sink.dead.letters", "table", "numbers", "reason", "server")
                .count())
        .isEqualTo(1);
  }

  @Test
  void deadLettersThatAreNotAcknowledgedArePublishedAgain() throws InterruptedException {
    producer.sendException = new TimeoutException("no broker");
    Batch batch = new Batch();
    batch.refuse(new Batch.Refused(record(5), Refusal.SCHEMA, null, "names schema 99"));
    Thread broker = new Thread(() -> comeBackAfterARetry());
    broker.start();

    writer.land(SOURCE, new OffsetRange(5, 6), batch);

    assertThat(producer.history()).hasSize(1);
  }

  private void comeBackAfterARetry() {
    while (meters.find("faultline.sink.retries").counter() == null) {
      Thread.onSpinWait();
    }
    producer.sendException = null;
  }

  @Test
  void closingEndsTheWait() {
    closing.countDown();
    table.failBefore(0);

    assertThatThrownBy(() -> writer.land(SOURCE, new OffsetRange(0, 1), numbers(1)))
        .isInstanceOf(InterruptedException.class);
  }

  private static Batch numbers(int count) {
    Batch batch = new Batch();
    for (int number = 0; number < count; number++) {
      FakeTable.write(number, number, batch.bytes());
      batch.added(record(number));
    }
    return batch;
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset) {
    byte[] value = Long.toString(offset).getBytes(StandardCharsets.UTF_8);
    return new ConsumerRecord<>("t", 0, offset, new byte[0], value);
  }

  private static List<Long> range(int end) {
    return LongStream.range(0, end).boxed().toList();
  }
}
