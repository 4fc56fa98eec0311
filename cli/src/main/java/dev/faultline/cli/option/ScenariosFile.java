package dev.faultline.cli.option;

import dev.faultline.streams.stress.Scenarios;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What populations are stressed by: the scenarios that ship, and an operator's own over them. */
public final class ScenariosFile {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--scenarios",
      paramLabel = "FILE",
      defaultValue = "${env:FAULTLINE_SCENARIOS_FILE}",
      description =
          "Stress scenarios of your own, in YAML: who fails together. One of a shipped name takes its"
              + " place (FAULTLINE_SCENARIOS_FILE; default: the shipped scenarios alone).")
  private Optional<Path> own = Optional.empty();

  /**
   * Loads them.
   *
   * @throws ParameterException naming file, scenario and field of the first mistake
   */
  public Scenarios load() {
    try {
      // a variable that is set to nothing names no file
      return own.filter(file -> !file.toString().isEmpty())
          .map(Scenarios::load)
          .orElseGet(Scenarios::load);
    } catch (IllegalArgumentException | UncheckedIOException wrong) {
      throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
    }
  }
}
