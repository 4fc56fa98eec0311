package dev.faultline.sql.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.data.ClickHouseFormat;
import dev.faultline.schemas.ImpactRow;
import dev.faultline.schemas.ProviderReliabilityRow;
import dev.faultline.schemas.RippleFinding;
import dev.faultline.schemas.RippleRow;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.Weighting;
import dev.faultline.sql.query.NamedQueries;
import dev.faultline.sql.query.NamedQuery;
import dev.faultline.sql.query.QueryRunner;
import dev.faultline.sql.stack.Pipeline;
import dev.faultline.sql.stack.Records;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows about incidents, from Kafka to what the views read; a table each. */
@WithStack
class IncidentLandingIT {

  private static Pipeline pipeline;
  private static Sink sink;

  @BeforeAll
  static void open(TestStack stack) throws Exception {
    pipeline = new Pipeline(stack);
    sink = new Sink(pipeline.promptSettings(), new SimpleMeterRegistry(), Clock.systemUTC());
    sink.start();
  }

  @AfterAll
  static void stop() {
    sink.close();
    pipeline.close();
  }

  @Test
  void theNewestMidnightOfEachProviderAndRegion() {
    for (int day = 0; day < 2; day++) {
      pipeline.publish(
          Topic.PROVIDER_RELIABILITY,
          0,
          "aws/all",
          ProviderReliabilityRow.newBuilder()
              .setProvider("aws")
              .setRegion("all")
              .setAt(Records.T.plus(Duration.ofDays(day)))
              .setWindowS(2_592_000)
              .setIncidents(2)
              .setBegan(2)
              .setEnded(day)
              .setDowntimeMs(20_000)
              .setAvailability(0.8)
              .setMttrS(day == 0 ? null : 12.5)
              .setMtbfS(40.0)
              .setUnplaced(1)
              .setRevisions(23)
              .setFeedSince(Records.T)
              .setMethodologyVersion("1")
              .build());
    }
    pipeline.awaitLanded(Topic.PROVIDER_RELIABILITY, "provider_reliability");

    assertThat(
            pipeline.query(
                "SELECT provider, region, toInt64(downtime_ms), availability, mttr_s, mtbf_s,"
                    + " unplaced, revisions FROM latest_provider_reliability"))
        .containsExactly(List.of("aws", "all", 20_000L, 0.8, 12.5, 40.0, 1L, 23L));
  }

  @Test
  void pairsThatHoldAndTheNewestLiftEachWithWhatTheDependantSaysItself() throws Exception {
    publish(pair("kept", RippleFinding.PAIR, 0).setLagMs(7L));
    publish(pair("kept", RippleFinding.PAIR, 1).setLagMs(9L).setAttributedIn("title@12"));
    publish(pair("silent", RippleFinding.PAIR, 2).setLagMs(11L));
    publish(pair("gone", RippleFinding.PAIR, 0).setLagMs(5L));
    publish(pair("gone", RippleFinding.NO_PAIR, 0));
    for (int day = 0; day < 2; day++) {
      publish(
          ripple(RippleFinding.LIFT, day)
              .setWindowS(7_776_000)
              .setIncidents(4)
              .setOverlaps(3)
              .setDowntimeMs(20L)
              .setLift(3.75 + day)
              .setAttributedIncidents(1 + day));
    }
    pipeline.awaitLanded(Topic.RIPPLE, "ripple");

    assertThat(
            pipeline.query(
                "SELECT dependant_incident, toInt64(lag_ms), attributed, ifNull(attributed_in, '')"
                    + " FROM ripple_pairs ORDER BY lag_ms"))
        .containsExactly(
            List.of("kept", 9L, (short) 1, "title@12"), List.of("silent", 11L, (short) 0, ""));
    assertThat(
            pipeline.query(
                "SELECT dependant, provider, overlaps, lift, attributed_incidents"
                    + " FROM latest_ripple"))
        .containsExactly(List.of("coinbase", "aws", 3L, 4.75, 2L));
    assertThat(answer("falls-with"))
        .contains("\"pairs\":2,", "\"lift\":4.75,")
        .contains(
            "\"attributed_pairs\":1,\"last_attributed_in\":\"title@12\","
                + "\"attributed_incidents\":2");
  }

  private static String answer(String question) throws Exception {
    NamedQuery query = NamedQueries.bundled().find(question).orElseThrow();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (QueryRunner runner = new QueryRunner(pipeline.clickHouse(), Duration.ofSeconds(30))) {
      runner.run(query, query.bind(Map.of(), Records.T), ClickHouseFormat.JSONEachRow, out);
    }
    return out.toString(UTF_8);
  }

  @Test
  void theNewestRowOfAnImpact() {
    publish(impact(0).setLost(0).setComplete(false));
    publish(
        impact(1).setLost(50).setTroughAt(Records.T).setTimeToLoseMs(90_000L).setConversion(0.5));
    pipeline.awaitLanded(Topic.IMPACT, "impact");

    assertThat(
            pipeline.query(
                "SELECT incident_id, toInt64(baseline), toInt64(lost), conversion,"
                    + " toInt64(time_to_lose_ms), isNull(time_to_recover_ms), area_weight_s,"
                    + " complete FROM latest_impact"))
        .containsExactly(List.of("fire", 100L, 50L, 0.5, 90_000L, (short) 1, 6360.0, true));
  }

  private void publish(RippleRow.Builder row) {
    pipeline.publish(Topic.RIPPLE, 0, "coinbase/aws", row.build());
  }

  private static RippleRow.Builder ripple(RippleFinding finding, int day) {
    return RippleRow.newBuilder()
        .setDependant("coinbase")
        .setProvider("aws")
        .setAt(Records.T.plus(Duration.ofDays(day)))
        .setFinding(finding)
        .setMethodologyVersion("1");
  }

  private static RippleRow.Builder pair(String incident, RippleFinding finding, int day) {
    return ripple(finding, day)
        .setDependantSource("coinbase-status")
        .setDependantIncident(incident)
        .setProviderSource("aws-status")
        .setProviderIncident("fire");
  }

  private void publish(ImpactRow.Builder row) {
    pipeline.publish(Topic.IMPACT, 0, "solana/consensus", row.build());
  }

  private static ImpactRow.Builder impact(int minute) {
    return ImpactRow.newBuilder()
        .setNetwork("solana")
        .setLayer("consensus")
        .setSource("aws-status")
        .setIncidentId("fire")
        .setAt(Records.T.plus(Duration.ofMinutes(minute)))
        .setWindowS(300)
        .setWeighting(Weighting.WEIGHT)
        .setProvider("aws")
        .setBeginsAt(Records.T)
        .setBaselineAt(Records.T)
        .setBaselineTotal(200)
        .setBaseline(100)
        .setTrough(50)
        .setAreaWeightS(6360.0)
        .setComplete(true)
        .setMethodologyVersion("1");
  }
}
