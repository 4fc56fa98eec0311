package dev.faultline.cli.option;

import dev.faultline.streams.runtime.StreamsSettings;
import picocli.CommandLine.Option;

/** Whose state the streams go on with. */
public final class ApplicationId {

  @Option(
      names = "--application-id",
      paramLabel = "ID",
      defaultValue =
          "${env:FAULTLINE_APPLICATION_ID:-" + StreamsSettings.DEFAULT_APPLICATION_ID + "}",
      description =
          "Of the streams. A new one reads everything again (FAULTLINE_APPLICATION_ID;"
              + " default: "
              + StreamsSettings.DEFAULT_APPLICATION_ID
              + "; now: ${DEFAULT-VALUE}).")
  private String id;

  public String text() {
    return id;
  }
}
