package dev.faultline.cli.option;

import dev.faultline.streams.alert.AlertRules;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is told of populations and feeds: the rules that ship, and an operator's own over them. */
public final class AlertRulesFile {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--alert-rules",
      paramLabel = "FILE",
      defaultValue = "${env:FAULTLINE_ALERT_RULES_FILE}",
      description =
          "Alert rules of your own, in YAML. One of a shipped name takes its place"
              + " (FAULTLINE_ALERT_RULES_FILE; default: the shipped rules alone).")
  private Optional<Path> own = Optional.empty();

  /**
   * Loads them.
   *
   * @throws ParameterException naming file, rule and field of the first mistake
   */
  public AlertRules load() {
    try {
      // a variable that is set to nothing names no file
      return own.filter(file -> !file.toString().isEmpty())
          .map(AlertRules::load)
          .orElseGet(AlertRules::load);
    } catch (IllegalArgumentException | UncheckedIOException wrong) {
      throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
    }
  }
}
