package dev.faultline.sql.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.faultline.schemas.DeadLetter;
import dev.faultline.service.retry.Backoff;
import dev.faultline.service.retry.Retry;
import dev.faultline.service.retry.Sleeper;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.batch.BatchLimits;
import dev.faultline.sql.batch.Checkpoint;
import dev.faultline.sql.batch.PartitionLedger;
import dev.faultline.sql.sink.buffer.PartitionBuffer;
import dev.faultline.sql.sink.clickhouse.InsertedEnd;
import dev.faultline.sql.sink.clickhouse.RowTarget;
import dev.faultline.sql.sink.health.TableMetrics;
import dev.faultline.sql.sink.health.TableProgress;
import dev.faultline.sql.sink.kafka.DeadLetterProducer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InsertingThreadTest {

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  private final CountDownLatch closing = new CountDownLatch(1);
  private final TableMetrics metrics =
      new TableMetrics(new SimpleMeterRegistry(), "numbers", "faultline.numbers.v1");
  private final Retry retry =
      Retry.forever(
          Backoff.DEFAULT,
          Sleeper.until(closing),
          new TableProgress("numbers", "t", metrics, Clock.systemUTC()));
  private InsertingThread thread;

  @AfterEach
  void stop() {
    thread.close();
  }

  /** Throws something that nobody thought of. */
  private record BrokenTable(Error error, RuntimeException exception) implements RowTarget {
    @Override
    public void insert(String token, Rows rows) {
      fail();
    }

    @Override
    public void checkColumns() {
      fail();
    }

    @Override
    public List<InsertedEnd> landedEnds(String topic) {
      fail();
      return List.of();
    }

    private void fail() {
      if (error != null) {
        throw error;
      }
      throw exception;
    }
  }

  @Test
  void anErrorIsTheSinksFailure() {
    assertFailure(
        new BrokenTable(new NoClassDefFoundError("gone"), null), "NoClassDefFoundError: gone");
  }

  @Test
  void soIsAnExceptionThatNobodyThoughtOf() {
    assertFailure(
        new BrokenTable(null, new IllegalStateException("odd")), "IllegalStateException: odd");
  }

  @Test
  void aTaskThatClosingCutsShortIsNone() {
    closing.countDown();
    thread = thread(new FakeTable());
    thread.check(List.of(buffer()));

    assertThat(thread.awaitSuccess(java.time.Duration.ofSeconds(10))).isTrue();
    assertThat(thread.takeResult()).isPresent();
    assertThat(thread.takeResult()).isEmpty();
  }

  private void assertFailure(RowTarget table, String message) {
    thread = thread(table);
    thread.check(List.of(buffer()));

    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(this::take)
                    .isInstanceOf(SinkException.class)
                    .hasMessageContaining(message));
  }

  /** A task's failure is told once. */
  private Optional<InsertingThread.Result> take() {
    if (!thread.isBusy()) {
      thread.check(List.of(buffer()));
    }
    return thread.takeResult();
  }

  private InsertingThread thread(RowTarget table) {
    MockProducer<String, DeadLetter> producer =
        new MockProducer<>(true, null, (topic, key) -> new byte[0], (topic, value) -> new byte[0]);
    return new InsertingThread(
        "t",
        new EpochGuard("numbers", 0),
        table,
        new BatchWriter(
            FakeTable.NUMBERS,
            0,
            table,
            new DeadLetterProducer(producer, Clock.systemUTC()),
            retry,
            metrics),
        retry,
        () -> closing.getCount() == 0);
  }

  private static PartitionBuffer buffer() {
    return new PartitionBuffer(
        PARTITION, new PartitionLedger(Checkpoint.at(0), BatchLimits.DEFAULT), 0, Backoff.DEFAULT);
  }
}
