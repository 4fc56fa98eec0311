package dev.faultline.cli.alert;

import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.ClickHouseLogin;
import dev.faultline.schemas.AlertRow;
import dev.faultline.schemas.AlertState;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which alerts fire. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the alerts that fire now; with --all also pending and resolved ones.")
final class ListAlertsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Addresses addresses;
  @Mixin private ClickHouseLogin login;

  @Option(names = "--all", description = "The newest state of every alert.")
  private boolean all;

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    List<AlertRow> rows =
        LandedAlerts.newest(login.at(addresses.clickhouseUrl())).stream()
            .filter(row -> all || row.getState() == AlertState.FIRING)
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(AlertTable.json(rows));
    } else if (rows.isEmpty()) {
      out.println(all ? "No alert has been raised yet." : "Nothing fires. --all shows the rest.");
    } else {
      out.print(AlertTable.text(rows));
    }
    out.flush();
    return 0;
  }
}
