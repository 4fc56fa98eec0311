package dev.faultline.cli;

import dev.faultline.cli.alert.AlertsCommand;
import dev.faultline.cli.command.DashboardCommand;
import dev.faultline.cli.command.DemoCommand;
import dev.faultline.cli.command.DoctorCommand;
import dev.faultline.cli.command.GatewayCommand;
import dev.faultline.cli.command.ImportCommand;
import dev.faultline.cli.command.MigrateCommand;
import dev.faultline.cli.command.PollCommand;
import dev.faultline.cli.command.PublishersCommand;
import dev.faultline.cli.command.QueryCommand;
import dev.faultline.cli.command.RecomputeCommand;
import dev.faultline.cli.command.ReplayCommand;
import dev.faultline.cli.command.SinkCommand;
import dev.faultline.cli.command.SnapshotCommand;
import dev.faultline.cli.command.StreamsCommand;
import dev.faultline.cli.command.TopCommand;
import dev.faultline.cli.command.UpCommand;
import dev.faultline.cli.completion.CompletionCommand;
import dev.faultline.cli.output.FaultlineVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the help if no command is given. */
@Command(
    name = "faultline",
    mixinStandardHelpOptions = true,
    versionProvider = FaultlineVersion.class,
    description =
        "How concentrated are the machines that decentralized networks run on, minute by minute.",
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      ImportCommand.class,
      TopCommand.class,
      AlertsCommand.class,
      QueryCommand.class,
      PublishersCommand.class,
      DoctorCommand.class,
      MigrateCommand.class,
      GatewayCommand.class,
      PollCommand.class,
      DashboardCommand.class,
      StreamsCommand.class,
      SinkCommand.class,
      SnapshotCommand.class,
      ReplayCommand.class,
      RecomputeCommand.class,
      CompletionCommand.class
    },
    footer = {
      "",
      "Every option can also be set by the environment variable named in its help.",
      "FAULTLINE_DEBUG=1 adds stack traces to error messages."
    })
final class FaultlineCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Name a command, such as 'demo' or 'up'.");
  }
}
