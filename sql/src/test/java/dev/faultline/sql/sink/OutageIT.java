package dev.faultline.sql.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.schemas.Topic;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.stack.Database;
import dev.faultline.sql.stack.FaultyProxy;
import dev.faultline.sql.stack.Pipeline;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ClickHouse goes away and comes back. */
@WithStack
class OutageIT {

  private static final String TABLE = "decentralization";
  private static final int ROWS = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Shorter than the outage: a consumer that did not poll on would be thrown out of its group. */
  private static final Duration MAX_POLL_INTERVAL = Duration.ofSeconds(6);

  private Pipeline pipeline;
  private FaultyProxy proxy;
  private SimpleMeterRegistry meters;

  @BeforeEach
  void open(TestStack stack) throws Exception {
    pipeline = new Pipeline(stack);
    pipeline.stopMerges(TABLE);
    proxy = new FaultyProxy(pipeline.clickHouseAuthority());
    meters = new SimpleMeterRegistry();
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
    pipeline.close();
  }

  @Test
  void isWaitedOutWithoutLossRefusalOrRebalance() throws Exception {
    try (Sink sink = new Sink(settings(), meters, Clock.systemUTC())) {
      sink.start();
      pipeline.publishMinutes(0, ROWS);
      pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
      Set<String> members = pipeline.groups().members(TABLE);

      proxy.goDown();
      pipeline.publishMinutes(ROWS, ROWS);
      await()
          .atMost(PATIENCE)
          .until(() -> oldestAgeSeconds() > MAX_POLL_INTERVAL.toSeconds() * 1.5);
      assertThat(pipeline.groups().lag(Topic.DECENTRALIZATION, TABLE)).isEqualTo(ROWS);
      proxy.comeBack();

      pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
      assertThat(pipeline.groups().members(TABLE)).isEqualTo(members);
      assertThat(sink.failure()).isNotDone();
      await().atMost(PATIENCE).until(() -> oldestAgeSeconds() == 0);
    }
    assertThat(pipeline.number("SELECT count() FROM decentralization")).isEqualTo(2 * ROWS);
    assertThat(pipeline.number("SELECT uniqExact(_offset) FROM decentralization"))
        .isEqualTo(2 * ROWS);
    assertThat(pipeline.number("SELECT count() FROM dead_letters")).isZero();
    assertThat(meters.get("faultline.sink.retries").tag("table", TABLE).counters()).isNotEmpty();
  }

  @Test
  void aSinkThatStartsFirstWaitsForClickHouse() throws Exception {
    proxy.goDown();
    try (Sink sink = new Sink(settings(), meters, Clock.systemUTC())) {
      sink.start();
      pipeline.publishMinutes(0, ROWS);
      assertThat(sink.failure()).isNotDone();
      proxy.comeBack();
      pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
    }
    assertThat(pipeline.number("SELECT count() FROM decentralization")).isEqualTo(ROWS);
  }

  private SinkSettings settings() {
    SinkSettings usual = pipeline.settings(Database.at(proxy.url(), pipeline.clickHouse()));
    String interval = Long.toString(MAX_POLL_INTERVAL.toMillis());
    return usual.withKafka(
        Map.of("max.poll.interval.ms", interval, "session.timeout.ms", interval));
  }

  private double oldestAgeSeconds() {
    return meters.get("faultline.sink.oldest.age").tag("table", TABLE).gauge().value();
  }
}
