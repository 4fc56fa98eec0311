package dev.faultline.cli.option;

import dev.faultline.streams.network.Networks;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The rules of the populations: those that ship, and an operator's own over them. */
public final class NetworksFile {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--networks",
      paramLabel = "FILE",
      defaultValue = "${env:FAULTLINE_NETWORKS_FILE}",
      description =
          "Rules of your own, a CSV row per population: step, windows, grace and thresholds in place"
              + " of the shipped ones. Give every command the same file (FAULTLINE_NETWORKS_FILE;"
              + " default: the shipped rules alone).")
  private Optional<Path> own = Optional.empty();

  /**
   * Loads them.
   *
   * @throws ParameterException naming file, line, column and value of the first mistake
   */
  public Networks load() {
    try {
      // a variable that is set to nothing names no file
      return own.filter(file -> !file.toString().isEmpty())
          .map(Networks::load)
          .orElseGet(Networks::load);
    } catch (IllegalArgumentException | UncheckedIOException wrong) {
      throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
    }
  }
}
