package dev.faultline.cli.demo;

import dev.faultline.cli.output.AlignedTable;
import dev.faultline.ingest.incident.RevisionLedger;
import dev.faultline.ingest.publish.KafkaConnection;
import dev.faultline.ingest.publish.KafkaPublishedRevisions;
import dev.faultline.ingest.publish.KafkaRecordPublisher;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.sql.ClickHouse;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Replays the scenario through the running pipeline and shows what came out of it. */
public final class Demo {

  private static final long STEP_MILLIS = 60_000;
  private static final String PUBLISHER = "demo";

  private final KafkaConnection connection;
  private final ClickHouse clickHouse;
  private final Networks networks;
  private final PrintWriter out;
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  /**
   * @param networks the rules that the pipeline goes by
   */
  public Demo(
      KafkaConnection connection, ClickHouse clickHouse, Networks networks, PrintWriter out) {
    this.connection = connection;
    this.clickHouse = clickHouse;
    this.networks = networks;
    this.out = out;
  }

  /** Which of the demo's populations would have no rows where it looks for them. */
  public static List<Population> populationsMeasuredOtherwise(Networks networks) {
    return populations(NodeGroup.load()).stream()
        .filter(
            population -> {
              PopulationRules rules = networks.rules(population);
              return rules.stepMillis() != STEP_MILLIS
                  || !rules.windowSeconds().contains(DemoResults.WINDOW_SECONDS);
            })
        .toList();
  }

  private static List<Population> populations(List<NodeGroup> groups) {
    return groups.stream().map(NodeGroup::population).distinct().toList();
  }

  /**
   * Publishes, waits until the last instant has landed, and prints the tables.
   *
   * @throws TimeoutException if the last instant does not land in time
   */
  public void run() throws SQLException, InterruptedException, TimeoutException {
    List<NodeGroup> groups = NodeGroup.load();
    List<Population> populations = populations(groups);
    long begun = System.nanoTime();
    long published = publish(new Scenario(groups), populations);
    try (DemoResults results = new DemoResults(clickHouse)) {
      results.await(populations, Scenario.ENDS);
      out.printf(
          "%nreplayed 2025-10-20 %s to %s UTC: %,d observations of %d populations in %.1f s%n",
          time(Scenario.STARTS),
          time(Scenario.ENDS),
          published,
          populations.size(),
          (System.nanoTime() - begun) / 1e9);
      print("before", Scenario.OUTAGE_BEGINS.minus(Duration.ofMinutes(3)), results);
      print("during", Instant.parse("2025-10-20T08:00:00Z"), results);
      print("after", Scenario.ENDS, results);
      out.println();
      out.println(
          "Shares are measured (provider, region, stake); the loss of nodes is assumed: see"
              + " docs/demo.md.");
      out.flush();
    }
  }

  private static String time(Instant at) {
    return at.toString().substring(11, 16);
  }

  private void print(String when, Instant at, DemoResults results) throws SQLException {
    AlignedTable table = results.table(at);
    out.printf(
        "%n%s the outage, at %s UTC (window of 1 h; %s)%n", when, time(at), results.open(at));
    out.print(table);
    out.flush();
  }

  private long publish(Scenario scenario, List<Population> populations) {
    long count = 0;
    try (KafkaRecordPublisher publisher = KafkaRecordPublisher.open(connection);
        KafkaPublishedRevisions revisions = KafkaPublishedRevisions.open(connection)) {
      publishIncident(scenario, publisher, revisions);
      List<Instant> instants = scenario.instants();
      for (Instant at : instants) {
        boolean isLast = at.equals(instants.get(instants.size() - 1));
        for (Observation observation : scenario.observations(at)) {
          publisher.publish(observation, error -> error.ifPresent(e -> failure.set(e)));
          count++;
        }
        for (Population population : populations) {
          Instant covered = at.plusMillis(networks.rules(population).graceMillis());
          Watermark watermark = Watermark.of(population, covered, PUBLISHER);
          publisher.watermark(
              isLast ? watermark.asClosing() : watermark,
              error -> error.ifPresent(e -> failure.set(e)));
        }
      }
      publisher.flush();
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    return count;
  }

  private void publishIncident(
      Scenario scenario, KafkaRecordPublisher publisher, KafkaPublishedRevisions revisions) {
    RevisionLedger ledger = new RevisionLedger();
    revisions.enterInto(ledger);
    for (IncidentRevision sighting : scenario.incident()) {
      ledger
          .number(sighting)
          .ifPresent(
              revision -> {
                publisher.publish(revision, error -> error.ifPresent(e -> failure.set(e)));
                ledger.enter(revision);
              });
    }
  }
}
