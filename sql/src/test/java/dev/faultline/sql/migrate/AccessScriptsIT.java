package dev.faultline.sql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.faultline.local.clickhouse.ClickHouseMain;
import dev.faultline.sql.ClickHouse;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts for servers, on an engine that may do what servers do: it makes dictionaries. It has
 * neither users nor roles, so of the readers' script its parser alone is asked.
 */
class AccessScriptsIT {

  @TempDir private static Path folder;
  private static Process engine;
  private static ClickHouse clickHouse;

  @BeforeAll
  static void start() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    engine =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xss4m",
                "-cp",
                System.getProperty("java.class.path"),
                ClickHouseMain.class.getName(),
                "--data",
                folder.resolve("data").toString(),
                "--port",
                Integer.toString(port),
                "--with-parent",
                "--allow-files")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("engine.log").toFile())
            .start();
    clickHouse = new ClickHouse("http://127.0.0.1:" + port, "default", "", "scripts");
    ClickHouse always = new ClickHouse(clickHouse.url(), "default", "", "default");
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> one(always, "SELECT 1").equals("1"));
  }

  @AfterAll
  static void stop() throws Exception {
    engine.destroy();
    engine.waitFor();
  }

  @Test
  void dictionariesAnswerAndCanBeMadeAgain() throws Exception {
    Migrator migrator = Migrator.bundled(clickHouse, Optional.empty());
    migrator.migrate();
    run("INSERT INTO providers (id, name, hosting) VALUES ('aws', 'Amazon', 'hyperscale')");
    run(
        "INSERT INTO networks (network, layer, base_unit, liveness_numerator,"
            + " liveness_denominator, step_s, grace_s, citation) VALUES ('solana', 'consensus',"
            + " 'lamports', 1, 3, 60, 30, 'its own reports')");
    migrator.createDictionaries();
    // what the script itself says of how they are asked
    assertThat(one(clickHouse, "SELECT dictGet('scripts.provider_names', 'name', tuple('aws'))"))
        .isEqualTo("Amazon");
    assertThat(
            one(
                clickHouse,
                "SELECT dictGet('scripts.network_rules', 'citation', ('solana', 'consensus'))"))
        .isEqualTo("its own reports");
    assertThat(one(clickHouse, "SELECT dictHas('scripts.provider_names', tuple('nobody'))"))
        .isEqualTo("0");

    run("INSERT INTO providers (id, name, hosting) VALUES ('aws', 'AWS', 'hyperscale')");
    migrator.createDictionaries();
    assertThat(one(clickHouse, "SELECT dictGet('scripts.provider_names', 'name', tuple('aws'))"))
        .as("the newer row, after the script has run again")
        .isEqualTo("AWS");
  }

  @Test
  void theReadersScriptIsParsed() throws Exception {
    List<String> statements = SqlStatements.split(BundledScripts.readerAccess());
    assertThat(statements).hasSize(4);
    StringBuilder trees = new StringBuilder();
    for (String template : statements) {
      String statement = Macros.singleNode("scripts").expand(template);
      assertThat(statement).doesNotContain("{", "}");
      trees.append(tree(statement));
    }
    assertThat(trees.toString())
        .contains("CreateSettingsProfileQuery", "CreateRoleQuery", "GrantQuery");
    assertThatThrownBy(() -> tree("GRANT SELECT ON scripts.* FROM faultline_reader"))
        .hasMessageContaining("yntax error");
  }

  /** Each limit is a setting that the engine has, and can be set to that. */
  @Test
  void theReadersLimitsAreSettings() throws Exception {
    String profile = SqlStatements.split(BundledScripts.readerAccess()).get(0);
    String settings = profile.substring(profile.indexOf("\nSETTINGS") + "\nSETTINGS".length());
    String limits = settings.replace(" CONST", "").strip();
    assertThat(limits).contains("max_execution_time", "max_rows_to_read", "max_result_rows");
    assertThat(one(clickHouse, "SELECT 1 SETTINGS " + limits)).isEqualTo("1");
    String ofTen = limits.replaceAll("max_result_rows = \\d+", "max_result_rows = 10");
    assertThatThrownBy(() -> one(clickHouse, "SELECT number FROM system.numbers SETTINGS " + ofTen))
        .hasMessageContaining("TOO_MANY_ROWS");
  }

  private static String tree(String statement) throws SQLException {
    StringBuilder tree = new StringBuilder();
    try (Connection connection =
            new ClickHouse(clickHouse.url(), "default", "", "default")
                .connect(Duration.ofSeconds(30));
        Statement query = connection.createStatement();
        ResultSet rows = query.executeQuery("EXPLAIN AST " + statement)) {
      while (rows.next()) {
        tree.append(rows.getString(1)).append('\n');
      }
    }
    return tree.toString();
  }

  private static String one(ClickHouse server, String sql) throws SQLException {
    try (Connection connection = server.connect(Duration.ofSeconds(30));
        Statement query = connection.createStatement();
        ResultSet rows = query.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void run(String sql) throws SQLException {
    try (Connection connection = clickHouse.connect(Duration.ofSeconds(30));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
