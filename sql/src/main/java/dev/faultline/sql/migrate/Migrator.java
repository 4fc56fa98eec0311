package dev.faultline.sql.migrate;

import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.migrate.MigrationPlan.Applied;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database forward to this build's schema: creates it if need be, applies the migrations
 * that it has not had, and records each with its checksum in {@code schema_migrations}.
 *
 * <p>ClickHouse has no transactional DDL, so every statement of a migration can be run again: one
 * that a crash cut short is simply applied from its start, and two migrators at once do the same
 * work twice. There is no way back; a mistake is mended by a further migration.
 *
 * <p>Why not Flyway: its ClickHouse plugin stops at 10.24 while flyway-core is at 13, and one tree
 * of scripts has to serve the embedded engine, one server and a cluster, which here takes three
 * macros. What it would save is this small package.
 */
public final class Migrator {

  private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);

  /** A distributed statement may wait for every node of a cluster. */
  private static final Duration STATEMENT_TIMEOUT = Duration.ofMinutes(5);

  private static final String CREATE_DATABASE =
      "CREATE DATABASE IF NOT EXISTS {database} {on_cluster}"
          + " COMMENT 'Faultline: how concentrated the machines of decentralized networks are.'";

  private static final String CREATE_LOG =
      """
      CREATE TABLE IF NOT EXISTS {database}.schema_migrations {on_cluster}
      (
        version UInt32 COMMENT 'Number of the migration.',
        file String COMMENT 'Its file when it was applied.',
        checksum String COMMENT 'SHA-256 of the file, before macros.',
        applied_at DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'When it had been applied.'
      )
      ENGINE = {engine}(applied_at)
      ORDER BY version
      SETTINGS non_replicated_deduplication_window = 100
      COMMENT 'Migrations that this database has had, one row each.'
      """;

  private final ClickHouse clickHouse;
  private final Macros macros;
  private final List<Migration> migrations;

  private Migrator(ClickHouse clickHouse, Macros macros, List<Migration> migrations) {
    this.clickHouse = clickHouse;
    this.macros = macros;
    this.migrations = migrations;
  }

  /**
   * A migrator of this build's migrations.
   *
   * @param clickHouse where, and which database
   * @param cluster the cluster to create the tables on; empty for a single server
   */
  public static Migrator bundled(ClickHouse clickHouse, Optional<String> cluster) {
    return with(clickHouse, cluster, BundledScripts.migrations());
  }

  static Migrator with(
      ClickHouse clickHouse, Optional<String> cluster, List<Migration> migrations) {
    Macros macros =
        cluster
            .map(name -> Macros.cluster(clickHouse.database(), name))
            .orElseGet(() -> Macros.singleNode(clickHouse.database()));
    return new Migrator(clickHouse, macros, migrations);
  }

  /**
   * Applies what is pending.
   *
   * @return the files applied now, in order; none if the database was up to date
   * @throws MigrationException if the server cannot be reached, a statement fails, or the recorded
   *     past does not agree with this build
   */
  public List<String> migrate() throws MigrationException {
    try (Connection connection = clickHouse.connectToDefault(STATEMENT_TIMEOUT)) {
      execute(connection, "creating the database", CREATE_DATABASE);
      execute(connection, "creating schema_migrations", CREATE_LOG);
      List<String> done = new ArrayList<>();
      for (Migration migration : MigrationPlan.pending(migrations, applied(connection))) {
        for (String statement : SqlStatements.split(migration.template())) {
          execute(connection, migration.file(), statement);
        }
        record(connection, migration);
        LOG.info("applied {}", migration.file());
        done.add(migration.file());
      }
      return done;
    } catch (SQLException e) {
      throw new MigrationException(
          "ClickHouse at " + clickHouse.url() + " cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * The files that {@link #migrate} would apply.
   *
   * @throws MigrationException if the recorded past does not agree with this build
   * @throws SQLException if ClickHouse cannot be asked
   */
  public List<String> pending() throws MigrationException, SQLException {
    try (Connection connection = clickHouse.connectToDefault(STATEMENT_TIMEOUT)) {
      Map<Integer, Applied> applied = hasLog(connection) ? applied(connection) : Map.of();
      return MigrationPlan.pending(migrations, applied).stream().map(Migration::file).toList();
    }
  }

  private boolean hasLog(Connection connection) throws SQLException {
    String query =
        "SELECT count() FROM system.tables WHERE database = ? AND name = 'schema_migrations'";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, clickHouse.database());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getLong(1) > 0;
      }
    }
  }

  /**
   * Creates the role {@code faultline_reader}, which may only read this database and within limits.
   * Needs a server with access management; the embedded engine has neither users nor roles.
   */
  public void grantReaders() throws MigrationException {
    try (Connection connection = clickHouse.connectToDefault(STATEMENT_TIMEOUT)) {
      for (String statement : SqlStatements.split(BundledScripts.readerAccess())) {
        execute(connection, "access/readers.sql", statement);
      }
    } catch (SQLException e) {
      throw new MigrationException(
          "ClickHouse at " + clickHouse.url() + " cannot be used: " + e.getMessage(), e);
    }
  }

  private void execute(Connection connection, String what, String template)
      throws MigrationException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(macros.expand(template));
    } catch (SQLException e) {
      throw new MigrationException(
          what + " failed on ClickHouse at " + clickHouse.url() + ": " + e.getMessage(), e);
    }
  }

  private Map<Integer, Applied> applied(Connection connection) throws SQLException {
    String query =
        "SELECT version, file, checksum FROM " + clickHouse.database() + ".schema_migrations FINAL";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      Map<Integer, Applied> applied = new HashMap<>();
      while (rows.next()) {
        applied.put(rows.getInt(1), new Applied(rows.getString(2), rows.getString(3)));
      }
      return applied;
    }
  }

  private void record(Connection connection, Migration migration) throws SQLException {
    String insert =
        "INSERT INTO "
            + clickHouse.database()
            + ".schema_migrations (version, file, checksum) VALUES (?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      statement.setInt(1, migration.version());
      statement.setString(2, migration.file());
      statement.setString(3, migration.checksum());
      statement.executeUpdate();
    }
  }
}
