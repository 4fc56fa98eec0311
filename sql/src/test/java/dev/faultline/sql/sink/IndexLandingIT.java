package dev.faultline.sql.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.EntityShare;
import dev.faultline.schemas.ResilienceRow;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.Weighting;
import dev.faultline.sql.stack.Pipeline;
import dev.faultline.sql.stack.Records;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigInteger;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One row of each index, from Kafka to what JDBC and the views read; no two tests share a table.
 */
@WithStack
class IndexLandingIT {

  private static Pipeline pipeline;
  private static Sink sink;
  private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

  @BeforeAll
  static void open(TestStack stack) throws Exception {
    pipeline = new Pipeline(stack);
    sink = new Sink(pipeline.promptSettings(), METERS, Clock.systemUTC());
    sink.start();
  }

  @AfterAll
  static void stop() {
    sink.close();
    pipeline.close();
  }

  @Test
  void decentralizationAndEntityShares() {
    pipeline.publish(
        Topic.DECENTRALIZATION,
        0,
        "solana/consensus",
        Records.decentralization(Records.T).setNakamotoSafety(null).build());
    pipeline.publish(
        Topic.ENTITY_SHARES,
        0,
        "solana/consensus",
        EntityShare.newBuilder()
            .setNetwork("solana")
            .setLayer("consensus")
            .setAt(Records.T)
            .setWindowS(300)
            .setDimension(Dimension.PROVIDER)
            .setWeighting(Weighting.WEIGHT)
            .setEntity("aws")
            .setNodes(2)
            .setWeight(410_360_000_000_000_000L)
            .setShare(2.0 / 3)
            .setRank(1)
            .build());
    pipeline.awaitLanded(Topic.DECENTRALIZATION, "decentralization");
    pipeline.awaitLanded(Topic.ENTITY_SHARES, "entity_shares");

    assertThat(
            pipeline.query(
                "SELECT window_s, dimension, weighting, hhi, nakamoto_liveness,"
                    + " isNull(nakamoto_safety), isNull(gini), top_entity"
                    + " FROM latest_decentralization"))
        .containsExactly(
            List.of(300L, "provider", "nodes", 5.0 / 9, 1L, (short) 1, (short) 1, "aws"));
    assertThat(
            pipeline.query(
                "SELECT provider, toInt64(weight), share, rank, weighting FROM provider_share_history"))
        .containsExactly(List.of("aws", 410_360_000_000_000_000L, 2.0 / 3, 1L, "weight"));
    assertThat(pipeline.number("SELECT count() FROM latest_entity_shares")).isEqualTo(1);
  }

  @Test
  void resilience() {
    pipeline.publish(
        Topic.RESILIENCE,
        3,
        "solana/consensus",
        ResilienceRow.newBuilder()
            .setNetwork("solana")
            .setLayer("consensus")
            .setAt(Records.T)
            .setWindowS(300)
            .setWeighting(Weighting.WEIGHT)
            .setLive(90)
            .setDown(10)
            .setSilent(0)
            .setAvailability(0.9)
            .setOpenIncidents(2)
            .setBlastRadius(Map.of("provider", 0.25, "asn", 0.125))
            .setMargin(Map.of())
            .setDiversity(Map.of("provider", 0.5))
            .setNullReason("coverage of region is 0.4")
            .setMethodologyVersion("1")
            .build());
    pipeline.awaitLanded(Topic.RESILIENCE, "resilience");

    assertThat(
            pipeline.query(
                "SELECT toInt64(live), availability, isNull(exposure_any_low), open_incidents,"
                    + " blast_radius['provider'], length(margin), toString(diversity),"
                    + " isNull(resilience_index), null_reason FROM latest_resilience"))
        .containsExactly(
            List.of(
                90L,
                0.9,
                (short) 1,
                2L,
                0.25,
                BigInteger.ZERO,
                "{'provider':0.5}",
                (short) 1,
                "coverage of region is 0.4"));
  }
}
