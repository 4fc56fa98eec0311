package dev.faultline.cli.alert;

import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.ClickHouseLogin;
import dev.faultline.cli.option.NetworksFile;
import dev.faultline.schemas.AlertRow;
import dev.faultline.sql.ClickHouse;
import dev.faultline.streams.alert.AlertRules;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What rules would have told. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Look at the rows that have landed as the engine would have, and print each change of state.",
      "Exit code 0, whether something would have fired or not."
    })
final class TestRulesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Addresses addresses;
  @Mixin private ClickHouseLogin login;
  @Mixin private NetworksFile networksFile;

  @Parameters(
      arity = "0..1",
      paramLabel = "RULES",
      description = "A file of rules, which are tested alone; without it the shipped ones are.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      required = true,
      description = "From when, in UTC.")
  private Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "Until when; default: now.")
  private Optional<Instant> to = Optional.empty();

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    AlertRules rules = rules();
    Instant end = to.orElseGet(Instant::now);
    if (end.isBefore(from)) {
      throw new ParameterException(spec.commandLine(), "--to is before --from.");
    }
    ClickHouse clickHouse = login.at(addresses.clickhouseUrl());
    List<AlertRow> rows;
    try (AlertHistory history = new AlertHistory(clickHouse, networksFile.load())) {
      rows = history.replay(rules, from, end);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(AlertTable.json(rows));
    } else if (rows.isEmpty()) {
      out.println("Nothing would have fired.");
    } else {
      out.print(AlertTable.text(rows));
    }
    out.flush();
    return 0;
  }

  private AlertRules rules() {
    try {
      return file.map(AlertRules::only).orElseGet(AlertRules::load);
    } catch (IllegalArgumentException | UncheckedIOException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }
}
