package dev.faultline.cli;

import dev.faultline.cli.completion.CompletionCommand;
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
