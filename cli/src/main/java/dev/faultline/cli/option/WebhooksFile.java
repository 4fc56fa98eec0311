package dev.faultline.cli.option;

import dev.faultline.notify.Webhook;
import dev.faultline.notify.WebhookFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who is told of alerts. */
public final class WebhooksFile {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--webhooks",
      paramLabel = "FILE",
      defaultValue = "${env:FAULTLINE_WEBHOOKS_FILE}",
      description =
          "Who is told of alerts, in YAML; addresses and tokens stand in environment variables that"
              + " it names (FAULTLINE_WEBHOOKS_FILE; default: nobody).")
  private Optional<Path> file = Optional.empty();

  /**
   * Loads them; none if there is no file.
   *
   * @throws ParameterException naming file, webhook and field of the first mistake
   */
  public List<Webhook> load() {
    try {
      // a variable that is set to nothing names no file
      return file.filter(path -> !path.toString().isEmpty())
          .map(path -> WebhookFile.read(path, System.getenv()))
          .orElse(List.of());
    } catch (IllegalArgumentException | UncheckedIOException wrong) {
      throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
    }
  }
}
