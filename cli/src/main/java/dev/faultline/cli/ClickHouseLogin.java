package dev.faultline.cli;

import dev.faultline.sql.ClickHouse;
import picocli.CommandLine.Option;

/** Whom to be at ClickHouse. */
final class ClickHouseLogin {

  @Option(
      names = "--clickhouse-user",
      paramLabel = "NAME",
      defaultValue = "${env:FAULTLINE_CLICKHOUSE_USER:-default}",
      description = "User (FAULTLINE_CLICKHOUSE_USER; now: ${DEFAULT-VALUE}).")
  private String user;

  // no option, so that it shows in no process list
  private final String password = System.getenv().getOrDefault("FAULTLINE_CLICKHOUSE_PASSWORD", "");

  @Option(
      names = "--database",
      paramLabel = "NAME",
      defaultValue = "${env:FAULTLINE_DATABASE:-faultline}",
      description =
          "ClickHouse database (FAULTLINE_DATABASE; now: ${DEFAULT-VALUE}). The password is taken"
              + " from FAULTLINE_CLICKHOUSE_PASSWORD.")
  private String database;

  ClickHouse at(String url) {
    return new ClickHouse(url, user, password, database);
  }
}
