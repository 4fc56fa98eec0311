package dev.faultline.cli;

import dev.faultline.cli.command.FormatHelp;
import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.ClickHouseLogin;
import dev.faultline.cli.output.Console;
import dev.faultline.cli.output.Failures;
import dev.faultline.cli.output.UsageError;
import dev.faultline.schemas.TrustedRecords;
import dev.faultline.sql.access.ClickHouseFailure;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
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
          Console.fail(failed.getErr(), "faultline: " + message(error, failed.getCommandSpec()));
          if (System.getenv("FAULTLINE_DEBUG") != null) {
            error.printStackTrace(failed.getErr());
          }
          return 1;
        });
    return commandLine;
  }

  private static String message(Exception error, CommandSpec command) {
    Optional<Addresses> addresses = mixin(command, Addresses.class);
    Optional<ClickHouseLogin> login = mixin(command, ClickHouseLogin.class);
    return error instanceof SQLException sql && addresses.isPresent() && login.isPresent()
        ? ClickHouseFailure.text(sql, login.get().at(addresses.get().clickhouseUrl()))
        : Failures.message(error);
  }

  private static <T> Optional<T> mixin(CommandSpec command, Class<T> type) {
    return command.mixins().values().stream()
        .map(CommandSpec::userObject)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
