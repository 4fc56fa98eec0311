package dev.faultline.cli.option;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a service tells of its health and metrics, and whom. */
public final class OperationsAddress {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--operations-host",
      paramLabel = "ADDRESS",
      defaultValue = "${env:FAULTLINE_OPERATIONS_HOST:-127.0.0.1}",
      description =
          "Address that health and metrics listen on; beyond loopback, metrics ask for a token"
              + " (FAULTLINE_OPERATIONS_HOST; default: 127.0.0.1; now: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--operations-token-file",
      paramLabel = "FILE",
      defaultValue = "${env:FAULTLINE_OPERATIONS_TOKEN_FILE}",
      description =
          "File whose first line is the token for metrics, which FAULTLINE_OPERATIONS_TOKEN may hold"
              + " instead (FAULTLINE_OPERATIONS_TOKEN_FILE; default: none).")
  private Path tokenFile;

  public String host() {
    return host;
  }

  /**
   * What all but health asks for.
   *
   * @throws ParameterException if there is none and the address is not a loopback one
   */
  public Optional<String> token() {
    Optional<String> token =
        TokenFile.token(tokenFile, "FAULTLINE_OPERATIONS_TOKEN", command.commandLine());
    if (token.isEmpty() && !isLoopback()) {
      throw new ParameterException(
          command.commandLine(),
          "On '"
              + host
              + "' metrics need a token: give --operations-token-file or"
              + " FAULTLINE_OPERATIONS_TOKEN.");
    }
    return token;
  }

  private boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new ParameterException(
          command.commandLine(), "There is no address '" + host + "' (--operations-host).", e);
    }
  }
}
