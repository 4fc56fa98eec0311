package dev.faultline.cli.option;

import dev.faultline.cli.output.Console;
import picocli.CommandLine.Option;

/** How a service logs. It is read by {@link Console#setUp} before the others; see there. */
public final class LogFormat {

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "${env:FAULTLINE_LOG_FORMAT:-text}",
      description =
          "text, or json: a line of JSON for each event, by Elastic's common schema"
              + " (FAULTLINE_LOG_FORMAT; default: text; now: ${DEFAULT-VALUE}).")
  private Console.Format format;
}
