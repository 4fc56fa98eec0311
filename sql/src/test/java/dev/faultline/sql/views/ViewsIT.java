package dev.faultline.sql.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.EntityShare;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.Weighting;
import dev.faultline.sql.sink.Sink;
import dev.faultline.sql.stack.Pipeline;
import dev.faultline.sql.stack.Records;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The views' answers on records that went through the whole pipe, some of them twice. */
@WithStack
class ViewsIT {

  private static final String KEY = "solana/consensus";

  private Pipeline pipeline;
  private Sink sink;

  @BeforeEach
  void open(TestStack stack) throws Exception {
    pipeline = new Pipeline(stack);
    sink = new Sink(pipeline.promptSettings(), new SimpleMeterRegistry(), Clock.systemUTC());
    sink.start();
  }

  @AfterEach
  void stop() {
    sink.close();
    pipeline.close();
  }

  @Test
  void aReimportLeavesOneRowAKeyAndTheLaterOffsetWins() {
    pipeline.stopMerges("decentralization");
    pipeline.stopMerges("entity_shares");
    for (int time = 1; time <= 2; time++) {
      for (int minute = 0; minute < 5; minute++) {
        Instant at = Records.T.plus(Duration.ofMinutes(minute));
        pipeline.publish(
            Topic.DECENTRALIZATION,
            1,
            KEY,
            Records.decentralization(at).setNakamotoLiveness(time * 10 + minute).build());
        pipeline.publish(Topic.ENTITY_SHARES, 1, KEY, share(at, "aws", time));
        pipeline.publish(Topic.ENTITY_SHARES, 1, KEY, share(at, "ovh", time));
      }
    }
    pipeline.awaitLanded(Topic.DECENTRALIZATION, "decentralization");
    pipeline.awaitLanded(Topic.ENTITY_SHARES, "entity_shares");

    assertThat(pipeline.number("SELECT count() FROM decentralization")).isEqualTo(10);
    assertThat(
            pipeline.query(
                "SELECT dateDiff('minute', toDateTime('2025-10-20 00:57:00', 'UTC'), at),"
                    + " nakamoto_liveness FROM nakamoto_history ORDER BY at"))
        .containsExactly(
            List.of(0L, 20L),
            List.of(1L, 21L),
            List.of(2L, 22L),
            List.of(3L, 23L),
            List.of(4L, 24L));
    assertThat(pipeline.query("SELECT nakamoto_liveness FROM latest_decentralization"))
        .containsExactly(List.of(24L));
    assertThat(
            pipeline.query(
                "SELECT entity, toInt64(weight) FROM latest_entity_shares ORDER BY entity"))
        .containsExactly(List.of("aws", 2L), List.of("ovh", 2L));
    assertThat(pipeline.number("SELECT count() FROM provider_share_history")).isEqualTo(10);
  }

  @Test
  void aPopulationIsTheNewestObservationOfEachNodeInTheWindow() {
    observe("first second", -300_001, NodeStatus.UP);
    observe("excluded start", -300_000, NodeStatus.UP);
    observe("included start", -299_999, NodeStatus.UP);
    observe("included end", 0, NodeStatus.UP);
    observe("excluded end", 1, NodeStatus.UP);
    observe("out of order", -1_000, NodeStatus.DOWN);
    observe("out of order", -2_000, NodeStatus.UP);
    observe("tie", -5_000, NodeStatus.UP);
    observe("tie", -5_000, NodeStatus.DEGRADED);
    observe("reported again", -9_000, NodeStatus.UP);
    observe("reported again", -8_000, NodeStatus.UP);
    observe("reported again", -9_000, NodeStatus.DOWN);
    pipeline.publish(
        Topic.OBSERVATIONS,
        1,
        "k",
        Records.observation("elsewhere", Records.T).setLayer("storage").build());
    pipeline.awaitLanded(Topic.OBSERVATIONS, "observation_log");

    assertThat(
            pipeline.query(
                "SELECT node_id, status, dateDiff('ms', observed_at, "
                    + "toDateTime64('2025-10-20 00:57:00', 3, 'UTC')) FROM population_at("
                    + "network = 'solana', layer = 'consensus', at = '2025-10-20 00:57:00',"
                    + " window_s = 300) ORDER BY node_id"))
        .containsExactly(
            List.of("included end", "up", 0L),
            List.of("included start", "up", 299_999L),
            List.of("out of order", "down", 1_000L),
            List.of("reported again", "up", 8_000L),
            List.of("tie", "degraded", 5_000L));
  }

  @Test
  void aNodeHasThePlaceInForceAtItsObservation() {
    observe("n", -3_000, NodeStatus.UP);
    observe("n", -2_000, NodeStatus.UP);
    observe("n", -1_000, NodeStatus.UP);
    observe("m", -1_000, NodeStatus.UP);
    place("n", 0, "aws");
    place("n", 1, null);
    place("n", 1, "gcp");
    place("n", 2, "ovh");
    place("m", 99, "not yet in force");
    pipeline.awaitLanded(Topic.OBSERVATIONS, "observation_log");
    pipeline.awaitLanded(Topic.PLACEMENTS, "placements");

    assertThat(providersAt("00:56:57")).containsExactly(List.of("n", (short) 1, "aws"));
    assertThat(providersAt("00:56:58")).containsExactly(List.of("n", (short) 1, "gcp"));
    assertThat(providersAt("00:57:00"))
        .containsExactly(List.of("m", (short) 0, "-"), List.of("n", (short) 1, "ovh"));
  }

  @Test
  void incidentsAsKnownAtAnyInstant() {
    revise(1, "18:50", "19:00", null, IncidentStatus.INVESTIGATING);
    revise(2, "19:30", "17:51", null, IncidentStatus.IDENTIFIED);
    revise(3, "21:00", "17:51", "20:49", IncidentStatus.RESOLVED);
    pipeline.awaitLanded(Topic.INCIDENTS, "incident_revisions");

    assertThat(knownAt("18:49:59.999")).isEmpty();
    assertThat(knownAt("18:50:00")).containsExactly(List.of(1L, "19:00", (short) 0));
    assertThat(knownAt("19:00:00")).containsExactly(List.of(1L, "19:00", (short) 1));
    assertThat(knownAt("19:30:00")).containsExactly(List.of(2L, "17:51", (short) 1));
    assertThat(knownAt("20:59:59")).containsExactly(List.of(2L, "17:51", (short) 1));
    assertThat(knownAt("21:00:00")).containsExactly(List.of(3L, "17:51", (short) 0));
    assertThat(pipeline.number("SELECT count() FROM open_incidents")).isZero();
  }

  private void observe(String node, int milliseconds, NodeStatus status) {
    pipeline.publish(
        Topic.OBSERVATIONS,
        0,
        KEY + "/" + node,
        Records.observation(node, Records.T.plusMillis(milliseconds)).setStatus(status).build());
  }

  private void place(String node, long offset, String provider) {
    pipeline.publish(
        Topic.PLACEMENTS,
        0,
        KEY + "/" + node,
        Records.placement(node, 0, offset).setProvider(provider).build());
  }

  private List<List<Object>> providersAt(String time) {
    return pipeline.query(
        "SELECT node_id, placed, ifNull(provider, '-') FROM population_at(network = 'solana',"
            + " layer = 'consensus', at = '2025-10-20 "
            + time
            + "', window_s = 300) ORDER BY node_id");
  }

  private void revise(
      int revision, String knownAt, String beginsAt, String endsAt, IncidentStatus status) {
    pipeline.publish(
        Topic.INCIDENTS,
        0,
        "gcp-status/x",
        IncidentRevision.newBuilder()
            .setSource("gcp-status")
            .setIncidentId("x")
            .setRevision(revision)
            .setContentHash(Integer.toHexString(revision))
            .setKnownAt(onTheDay(knownAt))
            .setKind(IncidentKind.OUTAGE)
            .setProvider("gcp")
            .setStatus(status)
            .setSeverity(Severity.MAJOR)
            .setBeginsAt(onTheDay(beginsAt))
            .setEndsAt(endsAt == null ? null : onTheDay(endsAt))
            .setTitle("it hurts")
            .setScopes(List.of(new Scope("gcp", null, null)))
            .build());
  }

  private static Instant onTheDay(String time) {
    return Instant.parse("2025-06-12T" + time + ":00Z");
  }

  private List<List<Object>> knownAt(String time) {
    return pipeline.query(
        "SELECT revision, formatDateTime(begins_at, '%H:%i'), open FROM incidents_known_at(at = '"
            + "2025-06-12 "
            + time
            + "')");
  }

  private static EntityShare share(Instant at, String entity, long weight) {
    return EntityShare.newBuilder()
        .setNetwork("solana")
        .setLayer("consensus")
        .setAt(at)
        .setWindowS(300)
        .setDimension(Dimension.PROVIDER)
        .setWeighting(Weighting.WEIGHT)
        .setEntity(entity)
        .setNodes(1)
        .setWeight(weight)
        .setShare(0.5)
        .setRank(1)
        .build();
  }
}
