package dev.faultline.sql.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.faultline.schemas.Topic;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.stack.Pipeline;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of a smaller epoch would lose against older ones: such a sink is refused. */
@WithStack
class EpochIT {

  private static final String TABLE = "decentralization";
  private static final int ROWS = 20;

  private Pipeline pipeline;

  @BeforeEach
  void open(TestStack stack) throws Exception {
    pipeline = new Pipeline(stack);
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void anOlderEpochIsRefusedAtTheStart() {
    try (Sink sink = start(1)) {
      pipeline.publishMinutes(0, ROWS);
      pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
      assertThat(sink.failure()).isNotDone();
    }
    pipeline.publishMinutes(ROWS, ROWS);

    try (Sink sink = start(0)) {
      assertThatThrownBy(sink::await)
          .isInstanceOf(SinkException.class)
          .hasMessageContaining("has rows of epoch 1")
          .hasMessageContaining("--epoch 1");
    }
    assertThat(pipeline.number("SELECT count() FROM decentralization")).isEqualTo(ROWS);

    try (Sink sink = start(1)) {
      pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
      assertThat(sink.failure()).isNotDone();
    }
    assertThat(pipeline.number("SELECT count() FROM decentralization")).isEqualTo(2 * ROWS);
  }

  @Test
  void aRunningSinkStopsWhenAnotherBeginsAGreaterEpoch() {
    AtomicInteger minute = new AtomicInteger();
    try (Sink older = start(0)) {
      pipeline.publishMinutes(minute.getAndAdd(ROWS), ROWS, 4);
      pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
      try (Sink newer = start(1)) {
        await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(500))
            .until(
                () -> {
                  pipeline.publishMinutes(minute.getAndAdd(4), 4, 4);
                  return older.failure().isDone();
                });
        assertThat(older.failure().join()).hasMessageContaining("has rows of epoch 1");
        older.close();
        pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
        assertThat(newer.failure()).isNotDone();
      }
    }
    assertThat(pipeline.number("SELECT count() FROM decentralization")).isEqualTo(minute.get());
  }

  @Test
  void anOlderBuildThanTheDatabaseIsRefused() {
    pipeline.execute(
        "INSERT INTO schema_migrations (version, file, checksum) VALUES (900, 'V900__next.sql', '')");

    try (Sink sink = start(0)) {
      assertThatThrownBy(sink::await)
          .isInstanceOf(SinkException.class)
          .hasMessageContaining("V900__next.sql was applied to this database")
          .hasMessageContaining("use the build");
    }
  }

  private Sink start(int epoch) {
    SinkSettings settings = pipeline.promptSettings().withEpoch(epoch);
    Sink sink = new Sink(settings, new SimpleMeterRegistry(), Clock.systemUTC());
    sink.start();
    return sink;
  }
}
