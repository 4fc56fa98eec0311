package dev.faultline.sql.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.Topic;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.replay.Replay;
import dev.faultline.sql.replay.ReplayRange;
import dev.faultline.sql.stack.Pipeline;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was lost in ClickHouse lands again under a new epoch, and under no other. */
@WithStack
class ReplayIT {

  private static final String TABLE = "decentralization";
  private static final int ROWS = 40;

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
  void rowsThatWereLostLandAgainAndLandingGoesOn() throws Exception {
    Instant second;
    try (Sink sink = start(0)) {
      pipeline.publishMinutes(0, ROWS, 4);
      pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
      second = Instant.now().plusMillis(1);
      while (!Instant.now().isAfter(second)) {
        Thread.onSpinWait();
      }
      pipeline.publishMinutes(ROWS, ROWS, 4);
      pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
    }
    pipeline.execute("TRUNCATE TABLE decentralization");
    assertThat(replay(1, Optional.empty(), Optional.of(second.minusSeconds(3600)))).isEmpty();

    assertThat(replay(1, Optional.of(second), Optional.empty()))
        .containsExactly(Map.entry(TABLE, (long) ROWS));
    assertThat(nodes()).isEqualTo(ROWS + " " + ROWS);

    assertThat(replay(2, Optional.empty(), Optional.empty()))
        .containsExactly(Map.entry(TABLE, 2L * ROWS));
    assertThat(nodes()).isEqualTo(2 * ROWS + " 0");

    for (int epoch = 0; epoch <= 2; epoch++) {
      int used = epoch;
      assertThatThrownBy(() -> replay(used, Optional.empty(), Optional.empty()))
          .isInstanceOf(SinkException.class)
          .hasMessageContaining("rows of epoch 2 have landed in decentralization")
          .hasMessageContaining("Give --epoch 3 or more");
    }
    try (Sink sink = start(2)) {
      pipeline.publishMinutes(2 * ROWS, ROWS, 4);
      pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
      assertThat(sink.failure()).isNotDone();
    }
    assertThat(nodes()).isEqualTo(3 * ROWS + " 0");
  }

  /** How many there are, and the least minute of all. */
  private String nodes() {
    return pipeline
        .query("SELECT concat(count(), ' ', min(nodes)) FROM decentralization FINAL")
        .get(0)
        .get(0)
        .toString();
  }

  private Map<String, Long> replay(int epoch, Optional<Instant> from, Optional<Instant> to)
      throws Exception {
    return new Replay(
            pipeline.promptSettings(), new ReplayRange(Topic.DECENTRALIZATION, from, to, epoch))
        .run();
  }

  private Sink start(int epoch) {
    SinkSettings settings = pipeline.promptSettings().withEpoch(epoch);
    Sink sink = new Sink(settings, new SimpleMeterRegistry(), Clock.systemUTC());
    sink.start();
    return sink;
  }
}
