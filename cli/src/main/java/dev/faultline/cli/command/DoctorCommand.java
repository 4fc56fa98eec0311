package dev.faultline.cli.command;

import dev.faultline.cli.doctor.Checkup;
import dev.faultline.cli.doctor.DoctorReport;
import dev.faultline.cli.doctor.FailingFeeds;
import dev.faultline.cli.doctor.Finding;
import dev.faultline.cli.doctor.SinkProgress;
import dev.faultline.cli.doctor.Spellings;
import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.ClickHouseLogin;
import dev.faultline.cli.option.NetworksFile;
import dev.faultline.cli.option.Positive;
import dev.faultline.cli.output.AlignedTable;
import dev.faultline.cli.publishers.PublisherReport;
import dev.faultline.cli.publishers.PublisherRow;
import dev.faultline.cli.publishers.PublisherTable;
import dev.faultline.cli.service.Cadences;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.ingest.publish.kafka.KafkaPublishers;
import dev.faultline.schemas.PublisherState;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.audit.Audit;
import dev.faultline.sql.audit.AuditPoint;
import dev.faultline.sql.audit.Difference;
import java.io.PrintWriter;
import java.io.Writer;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks whether everything is in order. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Look whether the stack, the landing and the tables are in order, and list the providers'"
          + " spellings that are not known.",
      "With --audit: recompute published rows from the raw rows inside ClickHouse and compare them"
          + " column by column.",
      "Exit code 1 at the first difference, or if anything is out of order."
    })
public final class DoctorCommand implements Callable<Integer> {

  private static final int PROGRESS_EVERY = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Spec private CommandSpec spec;
  @Mixin private Addresses addresses;
  @Mixin private ClickHouseLogin login;
  @Mixin private NetworksFile networksFile;

  @Option(names = "--audit", description = "Recompute published rows.")
  private boolean audit;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @ArgGroup private final Extent extent = new Extent();

  @Option(
      names = "--network",
      paramLabel = "N",
      description =
          "Audit the populations and list the spellings of this network alone (default: of all).")
  private Optional<String> network = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Which sample (default: another each time; it is printed).")
  private Optional<Long> seed;

  /** How much to audit. */
  private static final class Extent {
    @Option(names = "--all", description = "Audit everything that was published.")
    private boolean all;

    @Option(
        names = "--sample",
        paramLabel = "N",
        defaultValue = "20",
        converter = Positive.class,
        description = "Audit N instants of populations (default: ${DEFAULT-VALUE}).")
    private int sample = 20;
  }

  private final DoctorReport report = new DoctorReport();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter text = json ? new PrintWriter(Writer.nullWriter()) : out;
    ClickHouse clickHouse = login.at(addresses.clickhouseUrl());
    try (Admin kafka = Admin.create(addresses.adminClient())) {
      boolean isSound =
          isInOrder(text, kafka, clickHouse)
              && (!audit || audits(text, new SinkProgress(kafka), clickHouse));
      if (json) {
        out.println(report.text());
        out.flush();
      }
      return isSound ? 0 : 1;
    }
  }

  private boolean isInOrder(PrintWriter out, Admin kafka, ClickHouse clickHouse)
      throws InterruptedException, SQLException {
    List<Finding> findings = Checkup.of(kafka, addresses.kafka().registry(), clickHouse);
    report.findings(findings);
    AlignedTable table = new AlignedTable("check", "state", "detail");
    findings.forEach(each -> table.row(each.check(), each.inOrder() ? "ok" : "BAD", each.detail()));
    out.print(table);
    out.flush();
    if (!findings.stream().allMatch(Finding::inOrder)) {
      return false;
    }
    printPublishers(out);
    List<FailingFeeds.Failing> failing = FailingFeeds.of(clickHouse);
    report.failingFeeds(failing);
    for (FailingFeeds.Failing feed : failing) {
      out.println(feed.text());
    }
    printSpellings(out, clickHouse);
    printSpellingsOfIncidents(out, clickHouse);
    return true;
  }

  private void printPublishers(PrintWriter out) {
    List<PublisherRow> open;
    try (KafkaPublishers publishers =
        KafkaPublishers.open(new KafkaConnection(addresses.kafka()))) {
      open =
          new PublisherReport(Cadences.of(networksFile.load()), Clock.systemUTC().instant())
              .rows(publishers.read()).stream()
                  .filter(row -> row.state() != PublisherState.CLOSED)
                  .toList();
    }
    report.publishers(open);
    if (open.isEmpty()) {
      return;
    }
    out.printf("%nopen publishers%n%s", PublisherTable.of(open));
    open.stream()
        .filter(PublisherRow::isOverdue)
        .forEach(
            row ->
                out.printf(
                    "WARNING: %s waits for %s, which is silent: start it again, or give it up with"
                        + " 'bin/faultline publishers close %s'%n",
                    row.population().key(), row.publisher(), row.publisher()));
  }

  private void printSpellings(PrintWriter out, ClickHouse clickHouse) throws SQLException {
    List<Spellings.Unknown> unknown = Spellings.unknown(clickHouse, network);
    report.spellings(unknown);
    if (unknown.isEmpty()) {
      return;
    }
    AlignedTable table = new AlignedTable("provider as spelled", "nodes", "networks");
    unknown.forEach(
        each ->
            table.row(
                each.spelling(),
                "%,d".formatted(each.nodes()),
                String.join(", ", each.networks())));
    out.printf("%n%s%n%s", Spellings.EXPLANATION, table);
  }

  private void printSpellingsOfIncidents(PrintWriter out, ClickHouse clickHouse)
      throws SQLException {
    List<Spellings.UnknownOfIncidents> unknown = Spellings.unknownOfIncidents(clickHouse);
    report.spellingsOfIncidents(unknown);
    if (unknown.isEmpty()) {
      return;
    }
    AlignedTable table = new AlignedTable("name in incidents", "incidents", "kinds");
    unknown.forEach(
        each ->
            table.row(
                each.spelling(),
                "%,d".formatted(each.incidents()),
                String.join(", ", each.kinds())));
    out.printf("%n%s%n%s", Spellings.EXPLANATION_OF_INCIDENTS, table);
  }

  private boolean audits(PrintWriter out, SinkProgress progress, ClickHouse clickHouse)
      throws SQLException, InterruptedException, ExecutionException {
    long chosen = seed.orElseGet(() -> ThreadLocalRandom.current().nextLong(1_000_000));
    try (Audit auditor = Audit.of(clickHouse)) {
      List<AuditPoint> points =
          extent.all ? auditor.allPoints(network) : auditor.sample(network, extent.sample, chosen);
      if (!progress.await(PATIENCE)) {
        out.println("the landing does not keep up: rows that have not landed will seem to differ");
      }
      out.printf(
          "%nauditing %,d instants%s%n",
          points.size(), extent.all ? "" : ", a sample of seed " + chosen);
      out.flush();
      int done = 0;
      int waiting = 0;
      for (AuditPoint point : points) {
        if (!auditor.isRecomputable(point)) {
          waiting++;
          continue;
        }
        Optional<Difference> difference = auditor.check(point);
        if (difference.isPresent()) {
          report.audited(chosen, done, waiting, difference.map(Difference::toString));
          out.println(difference.get());
          return false;
        }
        done++;
        if (done % PROGRESS_EVERY == 0) {
          out.printf("%,d of %,d%n", done, points.size());
          out.flush();
        }
      }
      report.audited(chosen, done, waiting, Optional.empty());
      out.printf("%,d instants are what the raw rows give%n", done);
      if (waiting > 0) {
        out.printf(
            "%,d could not be recomputed: the watermarks that closed them, or the incidents before these,"
                + " have not landed%n",
            waiting);
      }
      return true;
    }
  }
}
