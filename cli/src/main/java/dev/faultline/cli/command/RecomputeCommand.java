package dev.faultline.cli.command;

import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.ClickHouseLogin;
import dev.faultline.cli.option.NetworksFile;
import dev.faultline.cli.option.ScenariosFile;
import dev.faultline.cli.option.Tables;
import dev.faultline.cli.recompute.Recomputation;
import dev.faultline.cli.recompute.RecomputeReport;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.recompute.Differences;
import dev.faultline.sql.recompute.SideTables;
import dev.faultline.streams.recompute.RecordedNetwork;
import dev.faultline.streams.runtime.WatchedTables;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Computes indices again beside the published ones. */
@Command(
    name = "recompute",
    mixinStandardHelpOptions = true,
    description = {
      "Compute the indices of a network again, from what is recorded, and compare them with the"
          + " published ones. Nothing published is changed.",
      "The engine of this build reads the recorded observations and incidents from the beginning, by"
          + " the rules and tables given here. Its rows land in tables of their own,"
          + " recomputed_<table>_<epoch>. The exit code is 1 if anything differs."
    })
public final class RecomputeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Addresses addresses;
  @Mixin private ClickHouseLogin login;
  @Mixin private Tables tables;
  @Mixin private NetworksFile networksFile;
  @Mixin private ScenariosFile scenariosFile;

  @Option(names = "--network", required = true, paramLabel = "N", description = "The network.")
  private String network;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description = "The first instant to compare.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "The last instant to compare (default: the newest that has landed).")
  private Optional<Instant> to;

  @Option(
      names = "--epoch",
      paramLabel = "N",
      description = "Names the tables; one that was used is refused (default: the next).")
  private Optional<Integer> epoch;

  @Option(names = "--discard", description = "Drop the tables again when all is compared.")
  private boolean discard;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    ClickHouse clickHouse = login.at(addresses.clickhouseUrl());
    Instant last = last(clickHouse);
    try (SideTables side = SideTables.create(clickHouse, epoch)) {
      RecomputeReport report = report(clickHouse, side, last);
      if (discard) {
        side.drop();
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? report.json() : report.text().stripTrailing());
      out.flush();
      return report.differs() ? 1 : 0;
    } catch (SinkException e) {
      spec.commandLine().getErr().println("faultline: " + e.getMessage());
      return 1;
    }
  }

  private RecomputeReport report(ClickHouse clickHouse, SideTables side, Instant last)
      throws Exception {
    try (WatchedTables enricher = tables.watched()) {
      long refused =
          new RecordedNetwork(addresses.kafka())
              .recompute(
                  network,
                  networksFile.load(),
                  scenariosFile.load(),
                  enricher.get(),
                  population -> new Recomputation(side, from, last));
      side.flush();
      return new RecomputeReport(
          network,
          from,
          last,
          side.epoch(),
          refused,
          new Differences(clickHouse, network, from, last).of(side));
    }
  }

  private Instant last(ClickHouse clickHouse) throws Exception {
    Optional<Instant> newest = to.isPresent() ? to : Differences.newestLanded(clickHouse, network);
    if (newest.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "No index of network '" + network + "' has landed.");
    }
    if (newest.get().isBefore(from)) {
      throw new ParameterException(
          spec.commandLine(), "--to (" + newest.get() + ") is before --from (" + from + ").");
    }
    return newest.get();
  }
}
