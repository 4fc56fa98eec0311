package dev.faultline.cli.output;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A wrong command line: what is wrong, what was probably meant, and where the help is. */
public final class UsageError implements IParameterExceptionHandler {

  private static final int WRONG_USAGE = 2;

  @Override
  public int handleParseException(ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    StringWriter text = new StringWriter();
    PrintWriter lines = new PrintWriter(text, true);
    lines.println(error.getMessage());
    UnmatchedArgumentException.printSuggestions(error, lines);
    lines.printf("See '%s --help'.", command.getCommandSpec().qualifiedName());
    lines.flush();
    Console.fail(err, text.toString());
    return WRONG_USAGE;
  }

  /** Reads a time of an option. */
  public static ITypeConverter<Instant> times() {
    return text -> {
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is not a time in UTC such as 2025-10-20T00:57:00Z");
      }
    };
  }
}
