package dev.faultline.sql.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.Topic;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.stack.Pipeline;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table changes under the sink: values never land in a wrong column, and nothing is lost. */
@WithStack
class TableChangeIT {

  private static final String TABLE = "decentralization";
  private static final int ROWS = 50;

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
  void aTableThatDoesNotExistStopsTheStart() {
    pipeline.execute("DROP TABLE decentralization");

    try (Sink sink = start()) {
      assertThatThrownBy(sink::await)
          .isInstanceOf(SinkException.class)
          .hasMessageContaining(".decentralization does not exist")
          .hasMessageContaining("faultline migrate");
    }
  }

  @Test
  void aMissingColumnStopsTheStart() {
    pipeline.execute("ALTER TABLE decentralization DROP COLUMN gini");

    try (Sink sink = start()) {
      assertThatThrownBy(sink::await)
          .isInstanceOf(SinkException.class)
          .hasMessageContaining("column gini Nullable(Float64) is missing");
    }
  }

  @Test
  void aColumnDroppedMidRunStopsTheSinkAndLandsWhenItIsBack() {
    try (Sink sink = start()) {
      pipeline.publishMinutes(0, ROWS);
      pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
      pipeline.execute("ALTER TABLE decentralization DROP COLUMN gini");
      pipeline.publishMinutes(ROWS, ROWS);

      assertThatThrownBy(sink::await)
          .isInstanceOf(SinkException.class)
          .hasMessageContaining("column gini Nullable(Float64) is missing");
    }
    assertThat(pipeline.number("SELECT count() FROM decentralization")).isEqualTo(ROWS);

    pipeline.execute("ALTER TABLE decentralization ADD COLUMN gini Nullable(Float64)");
    landsEverything(2 * ROWS);
  }

  @Test
  void aColumnRetypedMidRunStopsTheSinkBeforeAnythingIsMisread() {
    try (Sink sink = start()) {
      pipeline.publishMinutes(0, ROWS);
      pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
      pipeline.execute("ALTER TABLE decentralization MODIFY COLUMN late UInt32");
      pipeline.publishMinutes(ROWS, ROWS);

      assertThatThrownBy(sink::await)
          .isInstanceOf(SinkException.class)
          .hasMessageContaining("column late is UInt32 instead of UInt64");
    }
    assertThat(pipeline.number("SELECT count() FROM decentralization")).isEqualTo(ROWS);
    assertThat(pipeline.number("SELECT count() FROM dead_letters")).isZero();

    pipeline.execute("ALTER TABLE decentralization MODIFY COLUMN late UInt64");
    landsEverything(2 * ROWS);
  }

  @Test
  void columnsAddedAndMovedMidRunChangeNothing() {
    try (Sink sink = start()) {
      pipeline.publishMinutes(0, ROWS);
      pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
      pipeline.execute("ALTER TABLE decentralization ADD COLUMN novel UInt8 DEFAULT 7 FIRST");
      pipeline.execute(
          "ALTER TABLE decentralization MODIFY COLUMN top_entity LowCardinality(Nullable(String))"
              + " FIRST");
      pipeline.publishMinutes(ROWS, ROWS);
      pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
      assertThat(sink.failure()).isNotDone();
    }

    assertThat(
            pipeline.query(
                "SELECT count(), countIf(novel = 7), countIf(top_entity = 'aws'),"
                    + " countIf(nodes = dateDiff('minute', toDateTime('2025-10-20 00:57:00', 'UTC'),"
                    + " at)) FROM decentralization"))
        .extracting(row -> row.stream().map(Object::toString).toList())
        .containsExactly(List.of("100", "100", "100", "100"));
  }

  private void landsEverything(int rows) {
    try (Sink sink = start()) {
      pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
      assertThat(sink.failure()).isNotDone();
    }
    assertThat(pipeline.number("SELECT count() FROM nakamoto_history")).isEqualTo(rows);
  }

  private Sink start() {
    Sink sink = new Sink(pipeline.promptSettings(), new SimpleMeterRegistry(), Clock.systemUTC());
    sink.start();
    return sink;
  }
}
