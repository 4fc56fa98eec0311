package dev.faultline.cli.option;

import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.access.ClickHouseProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whom to be at ClickHouse. */
public final class ClickHouseLogin {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--clickhouse-user",
      paramLabel = "NAME",
      defaultValue = "${env:FAULTLINE_CLICKHOUSE_USER:-default}",
      description =
          "User at ClickHouse (FAULTLINE_CLICKHOUSE_USER; default: default; now: ${DEFAULT-VALUE})."
              + " The password is taken from FAULTLINE_CLICKHOUSE_PASSWORD.")
  private String user;

  @Option(
      names = "--clickhouse-password-file",
      paramLabel = "FILE",
      defaultValue = "${env:FAULTLINE_CLICKHOUSE_PASSWORD_FILE}",
      description =
          "File whose first line is the password (FAULTLINE_CLICKHOUSE_PASSWORD_FILE; default:"
              + " none).")
  private Path passwordFile;

  @Option(
      names = "--clickhouse-ca",
      paramLabel = "FILE",
      defaultValue = "${env:FAULTLINE_CLICKHOUSE_CA}",
      description =
          "Certificates to trust for https, in PEM (FAULTLINE_CLICKHOUSE_CA; default: those that"
              + " Java trusts).")
  private Path certificates;

  @Option(
      names = "--database",
      paramLabel = "NAME",
      defaultValue = "${env:FAULTLINE_DATABASE:-faultline}",
      description =
          "ClickHouse database (FAULTLINE_DATABASE; default: faultline; now: ${DEFAULT-VALUE}).")
  private String database;

  /**
   * Looks whether ClickHouse is there.
   *
   * @throws ParameterException if an address or a file is none
   * @throws dev.faultline.sql.access.NotClickHouseException if something else is there
   */
  public ClickHouse at(String url) {
    ClickHouse clickHouse;
    try {
      clickHouse = new ClickHouse(url, user, password(), database, named(certificates));
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
    named(certificates).filter(file -> !Files.isReadable(file)).ifPresent(this::missing);
    ClickHouseProbe.require(clickHouse);
    return clickHouse;
  }

  /** The database that tables are in. */
  public String database() {
    return database;
  }

  /** No option has the password itself, so that it shows in no process list. */
  private String password() {
    Optional<Path> file = named(passwordFile);
    if (file.isEmpty()) {
      return System.getenv().getOrDefault("FAULTLINE_CLICKHOUSE_PASSWORD", "");
    }
    try (var lines = Files.lines(file.get())) {
      return lines.findFirst().orElse("");
    } catch (IOException | java.io.UncheckedIOException e) {
      throw wrong("There is no readable file '" + file.get() + "'.");
    }
  }

  private void missing(Path file) {
    throw wrong("There is no readable file '" + file + "'.");
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** A variable that is set to nothing names no file. */
  private static Optional<Path> named(Path file) {
    return Optional.ofNullable(file).filter(path -> !path.toString().isEmpty());
  }
}
