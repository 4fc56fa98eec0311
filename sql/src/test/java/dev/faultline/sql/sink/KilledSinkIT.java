package dev.faultline.sql.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.schemas.Topic;
import dev.faultline.sql.reconcile.Reconciliation;
import dev.faultline.sql.stack.Pipeline;
import dev.faultline.sql.stack.SinkProcess;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sink as a process that is killed, again and again, while it lands. */
@WithStack
class KilledSinkIT {

  private static final String TABLE = "decentralization";
  private static final int ROWS = 60_000;
  private static final int KILLS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<Process> processes = new ArrayList<>();
  private Pipeline pipeline;

  @BeforeEach
  void open(TestStack stack) throws Exception {
    pipeline = new Pipeline(stack);
    pipeline.stopMerges(TABLE);
  }

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
    pipeline.close();
  }

  @Test
  void landsEveryRowOnceHoweverOftenItIsKilled() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    pipeline.publishMinutes(0, ROWS);
    for (int kill = 1; kill <= KILLS; kill++) {
      Process sink = start();
      // somewhere in its part of the rows
      long goal = (long) (ROWS * (kill - 1 + 0.2 + 0.7 * random.nextDouble()) / (KILLS + 1));
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> pipeline.groups().lag(Topic.DECENTRALIZATION, TABLE) <= ROWS - goal);
      sink.destroyForcibly().waitFor();
    }
    start();
    awaitLanded();

    assertThat(stored("count()")).as("seed %d", seed).isEqualTo(ROWS);
    assertThat(stored("uniqExact(_offset)")).as("seed %d", seed).isEqualTo(ROWS);
    assertThat(new Reconciliation(pipeline.settings()).run())
        .filteredOn(line -> line.topic().equals(Topic.DECENTRALIZATION.topicName()))
        .filteredOn(line -> line.partition() == 0)
        .containsExactly(
            new Reconciliation.Line(
                "decentralization", Topic.DECENTRALIZATION.topicName(), 0, ROWS, ROWS, 0));
  }

  @Test
  void twoSinksThatComeAndGoLandEveryRowOnce() throws Exception {
    Process first = start();
    pipeline.publishMinutes(0, ROWS / 2, 4);
    Process second = start();
    pipeline.publishMinutes(ROWS / 2, ROWS / 2, 4);
    await().atMost(PATIENCE).until(() -> pipeline.groups().members(TABLE).size() == 2);
    first.destroyForcibly().waitFor();
    awaitLanded();

    second.destroy();
    assertThat(second.waitFor(30, TimeUnit.SECONDS)).as("ends after SIGTERM").isTrue();
    assertThat(stored("count()")).isEqualTo(ROWS);
    assertThat(stored("uniqExact(_partition, _offset)")).isEqualTo(ROWS);
  }

  private Process start() throws Exception {
    Process process = SinkProcess.start(pipeline.settings());
    processes.add(process);
    return process;
  }

  private void awaitLanded() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> pipeline.groups().lag(Topic.DECENTRALIZATION, TABLE) == 0);
  }

  private long stored(String aggregate) {
    return pipeline.number("SELECT " + aggregate + " FROM decentralization");
  }
}
