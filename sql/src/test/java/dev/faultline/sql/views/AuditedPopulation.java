package dev.faultline.sql.views;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Placement;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.sql.reference.RuleRow;
import dev.faultline.sql.reference.RuleRow.Threshold;
import dev.faultline.sql.reference.RuleTable;
import dev.faultline.sql.sink.Sink;
import dev.faultline.sql.stack.Pipeline;
import dev.faultline.sql.stack.Records;
import dev.faultline.testkit.TestStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What one partition says of a population, landed for the views that recompute its indices. */
final class AuditedPopulation implements AutoCloseable {

  static final Instant T = Records.T;
  static final Duration PUBLISHER_LAG = Duration.ofMinutes(10);
  static final Population POPULATION = new Population("solana", "consensus");

  private final Pipeline pipeline;
  private final Sink sink;
  private int placed;

  AuditedPopulation(TestStack stack) throws Exception {
    pipeline = new Pipeline(stack);
    RuleTable.write(pipeline.clickHouse(), List.of(defaults(), solana()));
    sink = new Sink(pipeline.promptSettings(), new SimpleMeterRegistry(), Clock.systemUTC());
    sink.start();
  }

  static RuleRow defaults() {
    return rule("", "", new Threshold(1, 2, false), Optional.empty());
  }

  private static RuleRow solana() {
    return rule(
        "solana", "consensus", new Threshold(1, 3, false), Optional.of(new Threshold(2, 3, false)));
  }

  private static RuleRow rule(
      String network, String layer, Threshold liveness, Optional<Threshold> safety) {
    return new RuleRow(
        network,
        layer,
        "lamports",
        liveness,
        safety,
        "convention",
        60,
        List.of(300, 3600),
        30,
        PUBLISHER_LAG.toSeconds(),
        false,
        "a test");
  }

  /** Arguments of a view by instant and window: the window of five minutes that ends at a time. */
  static String at(String time) {
    return "(network = 'solana', layer = 'consensus', at = '2025-10-20 "
        + time
        + ":00',"
        + " window_s = 300)";
  }

  void host(String node, long weight, String provider, String region, String country) {
    observe(node, T, NodeStatus.UP, weight);
    String site = region != null ? region : country == null ? null : provider + "/" + country;
    place(
        node,
        place -> place.setProvider(provider).setRegion(region).setCountry(country).setSite(site));
  }

  void observe(String node, Instant at, NodeStatus status, long weight) {
    pipeline.publish(
        Topic.OBSERVATIONS,
        0,
        POPULATION.nodeKey(node),
        Records.observation(node, at).setStatus(status).setWeight(weight).build());
  }

  void place(String node, UnaryOperator<Placement.Builder> where) {
    place(node, 0, where);
  }

  /** What a node's observations say of its place from an offset on. */
  void place(String node, long offset, UnaryOperator<Placement.Builder> where) {
    pipeline.publish(
        Topic.PLACEMENTS,
        0,
        POPULATION.nodeKey(node),
        where.apply(Records.placement(node, 0, offset)).build());
    placed++;
  }

  void incident(String id, Severity severity, Scope... scopes) {
    pipeline.publish(
        Topic.INCIDENTS,
        0,
        "test/" + id,
        IncidentRevision.newBuilder()
            .setSource("test")
            .setIncidentId(id)
            .setRevision(1)
            .setContentHash("1")
            .setKnownAt(T.minus(Duration.ofMinutes(10)))
            .setKind(IncidentKind.OUTAGE)
            .setProvider("p")
            .setStatus(IncidentStatus.INVESTIGATING)
            .setSeverity(severity)
            .setBeginsAt(T.minus(Duration.ofMinutes(20)))
            .setTitle("it hurts")
            .setScopes(List.of(scopes))
            .build());
  }

  void watermark(Instant time) {
    say(Watermark.of(POPULATION, time, Watermark.UNNAMED));
  }

  /** Publishes what a publisher says, behind a hundred incident revisions. */
  void say(Watermark watermark) {
    pipeline.publish(0, watermark.behindIncidents(100));
  }

  void land() {
    pipeline.awaitLanded(Topic.OBSERVATIONS, "observation_log");
    pipeline.awaitLanded(Topic.INCIDENTS, "incident_revisions");
    if (placed > 0) {
      pipeline.awaitLanded(Topic.PLACEMENTS, "placements");
    }
  }

  Pipeline pipeline() {
    return pipeline;
  }

  @Override
  public void close() {
    sink.close();
    pipeline.close();
  }
}
