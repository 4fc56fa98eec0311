package dev.faultline.sql.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.faultline.schemas.Topic;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.stack.Database;
import dev.faultline.sql.stack.FaultyProxy;
import dev.faultline.sql.stack.Pipeline;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch that is sent more than once is one copy, and offsets that are set back are noticed. */
@WithStack
class RedeliveryIT {

  private static final String TABLE = "decentralization";
  private static final TopicPartition PARTITION =
      new TopicPartition(Topic.DECENTRALIZATION.topicName(), 0);
  private static final int ROWS = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Pipeline pipeline;
  private FaultyProxy proxy;

  @BeforeEach
  void open(TestStack stack) throws Exception {
    pipeline = new Pipeline(stack);
    proxy = new FaultyProxy(pipeline.clickHouseAuthority());
    pipeline.stopMerges(TABLE);
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
    pipeline.close();
  }

  @Test
  void killedBetweenTheInsertAndTheCommit() throws Exception {
    try (Sink sink = start(throughProxy())) {
      proxy.loseAnswers(true);
      pipeline.publishMinutes(0, ROWS);
      await().atMost(PATIENCE).until(() -> proxy.lost() > 0);
      assertThat(sink.failure()).isNotDone();
    }
    long intended = storedRows();
    assertThat(intended).isPositive();
    assertThat(committed().offset()).isZero();
    assertThat(committed().metadata()).isEqualTo("landing-to=" + intended);

    land(pipeline.settings());
    assertThat(storedRows()).isEqualTo(ROWS);
    assertThat(committed()).isEqualTo(new OffsetAndMetadata(ROWS, ""));
  }

  @Test
  void killedBetweenTheIntentAndTheInsert() throws Exception {
    try (Sink sink = start(throughProxy())) {
      pipeline.publishMinutes(0, 1);
      pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
      proxy.goDown();
      pipeline.publishMinutes(1, ROWS);
      await().atMost(PATIENCE).until(() -> !committed().metadata().isEmpty());
      assertThat(sink.failure()).isNotDone();
    }
    assertThat(storedRows()).isEqualTo(1);
    assertThat(committed().offset()).isEqualTo(1);

    land(pipeline.settings());
    assertThat(storedRows()).isEqualTo(ROWS + 1);
  }

  @Test
  void aLostAnswerIsRetriedUnderTheSameToken() throws Exception {
    try (Sink sink = start(throughProxy())) {
      proxy.loseAnswers(true);
      pipeline.publishMinutes(0, ROWS);
      await().atMost(PATIENCE).until(() -> proxy.lost() >= 2);
      proxy.loseAnswers(false);
      pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
      assertThat(sink.failure()).isNotDone();
    }

    assertThat(storedRows()).isEqualTo(ROWS);
  }

  @Test
  void theSameBatchSentAgainIsDropped() throws Exception {
    pipeline.publishMinutes(0, ROWS);
    land(pipeline.settings());
    pipeline.groups().commit(TABLE, PARTITION, new OffsetAndMetadata(0, "landing-to=" + ROWS));

    land(pipeline.settings());

    assertThat(storedRows()).isEqualTo(ROWS);
  }

  @Test
  void beyondTheWindowOfDeduplicationTheViewsStillHaveOneRowAKey() throws Exception {
    pipeline.execute(
        "ALTER TABLE decentralization MODIFY SETTING non_replicated_deduplication_window = 1");
    pipeline.publishMinutes(0, ROWS);
    land(pipeline.settings());
    pipeline.publishMinutes(ROWS, 1);
    land(pipeline.settings());
    pipeline
        .groups()
        .commit(TABLE, PARTITION, new OffsetAndMetadata(0, "landing-to=" + (ROWS + 1)));

    land(pipeline.settings());

    assertThat(storedRows()).isEqualTo(2 * (ROWS + 1));
    assertThat(pipeline.number("SELECT count() FROM nakamoto_history")).isEqualTo(ROWS + 1);
    assertThat(pipeline.number("SELECT count() FROM latest_decentralization")).isEqualTo(1);
  }

  @Test
  void aReplayUnderAnOldEpochIsRefusedAndUnderANewOneLands() throws Exception {
    pipeline.publishMinutes(0, ROWS);
    land(pipeline.settings());
    pipeline.groups().commit(TABLE, PARTITION, new OffsetAndMetadata(0));

    try (Sink sink = start(pipeline.settings())) {
      assertThatThrownBy(sink::await)
          .isInstanceOf(SinkException.class)
          .hasMessageContaining("offset 499 of " + PARTITION + " has landed already in epoch 0")
          .hasMessageContaining("epoch 1");
    }
    assertThat(storedRows()).isEqualTo(ROWS);

    land(pipeline.settings().withEpoch(1));
    assertThat(storedRows()).isEqualTo(2 * ROWS);
    assertThat(pipeline.query("SELECT min(at), count() FROM nakamoto_history").get(0).get(1))
        .hasToString(Integer.toString(ROWS));
    assertThat(pipeline.number("SELECT count() FROM decentralization FINAL WHERE _epoch = 1"))
        .isEqualTo(ROWS);
  }

  private void land(SinkSettings settings) {
    try (Sink sink = start(settings)) {
      pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
      await().atMost(PATIENCE).until(() -> committed().metadata().isEmpty());
      assertThat(sink.failure()).isNotDone();
    }
  }

  private Sink start(SinkSettings settings) {
    Sink sink = new Sink(settings, new SimpleMeterRegistry(), Clock.systemUTC());
    sink.start();
    return sink;
  }

  private SinkSettings throughProxy() {
    return pipeline.settings(Database.at(proxy.url(), pipeline.clickHouse()));
  }

  private long storedRows() {
    return pipeline.number("SELECT count() FROM decentralization");
  }

  private OffsetAndMetadata committed() throws Exception {
    return pipeline.groups().committed(TABLE).get(PARTITION);
  }
}
