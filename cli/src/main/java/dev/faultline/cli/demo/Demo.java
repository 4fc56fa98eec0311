package dev.faultline.cli.demo;

import dev.faultline.ingest.incident.RevisionLedger;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.ingest.publish.kafka.KafkaPublishedRevisions;
import dev.faultline.ingest.publish.kafka.KafkaRecordPublisher;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.sql.ClickHouse;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Replays the scenario through the running pipeline and shows what came out of it. */
public final class Demo {

  private static final long STEP_MILLIS = 60_000;
  private static final String PUBLISHER = "demo";
  private static final Instant BEFORE = Instant.parse("2025-10-20T06:45:00Z");
  private static final Instant DURING = Instant.parse("2025-10-20T08:30:00Z");

  private static final String ASSUMED =
      """
      Measured: who runs how much of each network where, and when the outage was. Assumed: that one
      in twenty Ethereum nodes in us-east-1 failed until 09:25, and times that say so. Sources, and
      what each column means: docs/demo.md\
      """;

  private final KafkaConnection connection;
  private final ClickHouse clickHouse;
  private final Networks networks;
  private final int scenarios;
  private final PrintWriter out;
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  /**
   * @param networks the rules that the pipeline goes by
   * @param scenarios how many it measures
   */
  public Demo(
      KafkaConnection connection,
      ClickHouse clickHouse,
      Networks networks,
      int scenarios,
      PrintWriter out) {
    this.connection = connection;
    this.clickHouse = clickHouse;
    this.networks = networks;
    this.scenarios = scenarios;
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
    long published = publish(new DemoScenario(groups), populations);
    try (DemoResults results = new DemoResults(clickHouse, scenarios)) {
      results.await(populations, DemoScenario.ENDS);
      out.printf(
          "%n2025-10-20, %s to %s UTC: %,d observations of %d networks replayed in %.1f s; window"
              + " of 1 h%n",
          DemoStory.time(DemoScenario.STARTS),
          DemoStory.time(DemoScenario.ENDS),
          published,
          populations.size(),
          (System.nanoTime() - begun) / 1e9);
      print("before", BEFORE, populations, results);
      print("during", DURING, populations, results);
      print("after", DemoScenario.ENDS, populations, results);
      out.println();
      out.print(DemoStory.wouldHalt(results.details(populations, DURING)));
      out.println();
      out.print(DemoStory.fallen(results.fallen()));
      out.println();
      out.println(ASSUMED);
      out.flush();
    }
  }

  private void print(String when, Instant at, List<Population> populations, DemoResults results)
      throws SQLException {
    out.println();
    out.print(
        DemoStory.moment(
            when, at, results.open(at), results.indices(populations, at), results.lost(at)));
    out.flush();
  }

  private long publish(DemoScenario scenario, List<Population> populations) {
    long count = 0;
    try (KafkaRecordPublisher publisher = KafkaRecordPublisher.open(connection);
        KafkaPublishedRevisions revisions = KafkaPublishedRevisions.open(connection)) {
      publishIncidents(publisher, revisions);
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

  private void publishIncidents(KafkaRecordPublisher publisher, KafkaPublishedRevisions revisions) {
    RevisionLedger ledger = new RevisionLedger();
    revisions.enterInto(ledger);
    for (IncidentRevision sighting :
        Stream.concat(Outage.revisions().stream(), Dependants.revisions().stream()).toList()) {
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
