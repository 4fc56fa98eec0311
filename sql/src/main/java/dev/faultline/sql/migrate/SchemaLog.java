package dev.faultline.sql.migrate;

import dev.faultline.sql.migrate.MigrationPlan.Applied;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a database has had: its migrations in {@code schema_migrations}, views in another table. */
final class SchemaLog {

  /** Statements that create the two tables, with macros. */
  static final List<String> CREATE =
      List.of(
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
          """,
          """
          CREATE TABLE IF NOT EXISTS {database}.schema_views {on_cluster}
          (
            view String COMMENT 'Name of the view.',
            checksum String COMMENT 'SHA-256 of its text and of all that it reads, before macros.',
            applied_at DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'When it was created or replaced.'
          )
          ENGINE = {engine}(applied_at)
          ORDER BY view
          COMMENT 'Views of this database as they were last created, one row each.'
          """);

  private final Connection connection;
  private final String database;

  SchemaLog(Connection connection, String database) {
    this.connection = connection;
    this.database = database;
  }

  /** The migrations that were applied, by version; none if there is no log yet. */
  Map<Integer, Applied> migrations() throws SQLException {
    Map<Integer, Applied> applied = new HashMap<>();
    if (names("%").contains("schema_migrations")) {
      read(
          "SELECT version, file, checksum FROM " + database + ".schema_migrations FINAL",
          row -> applied.put(row.getInt(1), new Applied(row.getString(2), row.getString(3))));
    }
    return applied;
  }

  /** The checksum of each view when it was last applied; none if there is no log yet. */
  Map<String, String> views() throws SQLException {
    Map<String, String> applied = new HashMap<>();
    if (names("%").contains("schema_views")) {
      read(
          "SELECT view, checksum FROM " + database + ".schema_views FINAL",
          row -> applied.put(row.getString(1), row.getString(2)));
    }
    return applied;
  }

  /** The views that there are, whoever created them. */
  Set<String> presentViews() throws SQLException {
    return names("View");
  }

  void recordMigrations(List<Migration> migrations) throws SQLException {
    insert(
        "schema_migrations (version, file, checksum) VALUES (?, ?, ?)",
        migrations.stream()
            .map(each -> List.<Object>of(each.version(), each.file(), each.checksum()))
            .toList());
  }

  void recordViews(List<ViewPlan.Step> steps) throws SQLException {
    insert(
        "schema_views (view, checksum) VALUES (?, ?)",
        steps.stream().map(each -> List.<Object>of(each.view().name(), each.checksum())).toList());
  }

  private void insert(String intoValues, List<List<Object>> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    String insert = "INSERT INTO " + database + "." + intoValues;
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      for (List<Object> row : rows) {
        for (int i = 0; i < row.size(); i++) {
          statement.setObject(i + 1, row.get(i));
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private Set<String> names(String engine) throws SQLException {
    Set<String> names = new HashSet<>();
    read(
        "SELECT name FROM system.tables WHERE database = ? AND engine LIKE ?",
        row -> names.add(row.getString(1)),
        database,
        engine);
    return names;
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private void read(String query, RowReader reader, String... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }
}
