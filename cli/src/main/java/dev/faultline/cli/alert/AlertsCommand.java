package dev.faultline.cli.alert;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is about alerts. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    description = "What fires now, what would have fired, and who is told.",
    subcommands = {
      ListAlertsCommand.class,
      CheckRulesCommand.class,
      TestRulesCommand.class,
      NotifyCommand.class
    })
public final class AlertsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Name what to do: list, check, test or notify.");
  }
}
