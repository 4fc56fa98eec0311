package dev.faultline.cli;

import dev.faultline.cli.output.AlignedTable;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the latest indices. */
@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    description = "The latest indices as a table, refreshed until Ctrl-C.")
final class TopCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Addresses addresses;
  @Mixin private ClickHouseLogin login;

  @Option(names = "--network", paramLabel = "N", description = "Only this network.")
  private Optional<String> network;

  @Option(
      names = "--window",
      paramLabel = "SECONDS",
      description = "Only this window (default: the longest of each population).")
  private Optional<Integer> window;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Time between refreshes (default: ${DEFAULT-VALUE}).")
  private int interval;

  @Option(names = "--once", description = "Print once and exit; so too if not on a terminal.")
  private boolean once;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    boolean terminal = System.console() != null;
    try (LatestIndices indices = new LatestIndices(login.at(addresses.clickhouseUrl()))) {
      while (true) {
        AlignedTable table = indices.table(network, window);
        if (table.isEmpty()) {
          Optional<String> why = indices.whyEmpty(network, window);
          if (why.isPresent()) {
            spec.commandLine().getErr().println("faultline: " + why.get());
            spec.commandLine().getErr().flush();
            return 1;
          }
        }
        if (terminal && !once) {
          out.print("\033[H\033[2J");
        }
        out.print(
            table.isEmpty()
                ? "No indices yet: import something, or wait for the next watermark.\n"
                : table.toString());
        out.flush();
        if (once || !terminal) {
          return 0;
        }
        TimeUnit.SECONDS.sleep(interval);
      }
    }
  }
}
