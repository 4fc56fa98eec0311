package dev.faultline.cli;

import dev.faultline.cli.command.FormatHelp;
import dev.faultline.cli.output.Console;
import dev.faultline.cli.output.Failures;
import dev.faultline.cli.output.UsageError;
import dev.faultline.schemas.TrustedRecords;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The one executable. Exit codes: 0 done, 1 failed, 2 wrong usage. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    Console.setUp(args);
    System.exit(commandLine().execute(args));
  }

  /** The command tree. A failure prints what went wrong and what to do, never a stack trace. */
  public static CommandLine commandLine() {
    // before any record is made
    TrustedRecords.trust();
    CommandLine commandLine = new CommandLine(new FaultlineCommand());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpWidth(100);
    commandLine.registerConverter(Instant.class, UsageError.times());
    commandLine.setParameterExceptionHandler(new UsageError());
    commandLine
        .getSubcommands()
        .get("import")
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_DESCRIPTION, new FormatHelp());
    commandLine.setExecutionExceptionHandler(
        (error, failed, parsed) -> {
          Console.fail(failed.getErr(), "faultline: " + Failures.message(error));
          if (System.getenv("FAULTLINE_DEBUG") != null) {
            error.printStackTrace(failed.getErr());
          }
          return 1;
        });
    return commandLine;
  }
}
