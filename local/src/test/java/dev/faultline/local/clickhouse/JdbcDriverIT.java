package dev.faultline.local.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.jdbc.StatementImpl;
import dev.faultline.local.EmbeddedClickHouse;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The unchanged ClickHouse JDBC driver with its default settings, compression among them. */
class JdbcDriverIT {

  private static EmbeddedClickHouse clickhouse;

  @BeforeAll
  static void start() throws Exception {
    clickhouse = EmbeddedClickHouse.start(false);
  }

  @AfterAll
  static void stop() throws Exception {
    clickhouse.close();
  }

  @Test
  void metadataDescribesServerSchemasTablesAndColumns() throws SQLException {
    try (Connection connection = clickhouse.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE meta");
      statement.execute(
          "CREATE TABLE meta.nodes (id String COMMENT 'its name', at DateTime64(3, 'UTC'),"
              + " share Nullable(Float64)) ENGINE = MergeTree ORDER BY id");

      DatabaseMetaData metadata = connection.getMetaData();
      assertThat(metadata.getDatabaseProductName()).isEqualTo("ClickHouse");
      assertThat(metadata.getDatabaseProductVersion()).startsWith("26.");
      assertThat(column(metadata.getSchemas(), "TABLE_SCHEM"))
          .contains("meta", "system", "default");
      assertThat(column(metadata.getTables(null, "meta", "%", null), "TABLE_NAME"))
          .containsExactly("nodes");
      assertThat(column(metadata.getColumns(null, "meta", "nodes", "%"), "COLUMN_NAME"))
          .containsExactly("id", "at", "share");
      assertThat(column(metadata.getColumns(null, "meta", "nodes", "%"), "TYPE_NAME"))
          .containsExactly("String", "DateTime64(3, 'UTC')", "Nullable(Float64)");
      assertThat(column(metadata.getTypeInfo(), "TYPE_NAME")).contains("UInt64", "DateTime64");
      assertThat(column(metadata.getTableTypes(), "TABLE_TYPE")).contains("TABLE", "VIEW");
      assertThat(column(metadata.getPrimaryKeys(null, "meta", "nodes"), "COLUMN_NAME"))
          .containsExactly("id");
    }
  }

  @Test
  void resultsKnowTheirColumns() throws SQLException {
    try (Connection connection = clickhouse.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT 1::UInt8 AS a, NULL::Nullable(String) AS b")) {
      ResultSetMetaData metadata = rows.getMetaData();
      assertThat(metadata.getColumnCount()).isEqualTo(2);
      assertThat(metadata.getColumnLabel(2)).isEqualTo("b");
      assertThat(metadata.getColumnTypeName(2)).isEqualTo("Nullable(String)");
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString("b")).isNull();
      assertThat(rows.wasNull()).isTrue();
    }
  }

  @Test
  void preparedStatementsBindInSelectAndInsert() throws SQLException {
    try (Connection connection = clickhouse.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE prepared (at DateTime64(3, 'UTC'), name String, n Int64) ENGINE = MergeTree"
              + " ORDER BY at");
      Instant at = Instant.parse("2025-10-20T00:57:00.123Z");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO prepared (name, at, n) VALUES (?, ?, ?)")) {
        insert.setString(1, "it's \\ a \n test; -- ü");
        insert.setObject(2, at.atZone(ZoneOffset.UTC));
        insert.setLong(3, Long.MIN_VALUE);
        assertThat(insert.executeUpdate()).isEqualTo(1);
      }
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT name, at, n FROM prepared WHERE name = ? AND n < ?")) {
        select.setString(1, "it's \\ a \n test; -- ü");
        select.setLong(2, 0);
        try (ResultSet rows = select.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getString(1)).isEqualTo("it's \\ a \n test; -- ü");
          assertThat(rows.getObject(2, java.time.ZonedDateTime.class).toInstant()).isEqualTo(at);
          assertThat(rows.getLong(3)).isEqualTo(Long.MIN_VALUE);
          assertThat(rows.next()).isFalse();
        }
      }
    }
  }

  @Test
  void batchesInsertEveryRow() throws SQLException {
    try (Connection connection = clickhouse.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE batch (n UInt64, t DateTime) ENGINE = MergeTree ORDER BY n");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO batch (n, t) VALUES (?, ?)")) {
        for (int i = 0; i < 25_000; i++) {
          insert.setInt(1, i);
          insert.setTimestamp(2, Timestamp.from(Instant.ofEpochSecond(1_700_000_000L + i)));
          insert.addBatch();
        }
        assertThat(insert.executeBatch()).hasSize(25_000);
      }
      try (ResultSet rows = statement.executeQuery("SELECT count(), sum(n), uniq(t) FROM batch")) {
        rows.next();
        assertThat(rows.getLong(1)).isEqualTo(25_000);
        assertThat(rows.getLong(2)).isEqualTo(25_000L * 24_999 / 2);
      }
    }
  }

  @Test
  void everyTypeOfTheSchemaGoesInAndComesOut() throws SQLException {
    try (Connection connection = clickhouse.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE kinds (u8 UInt8, u16 UInt16, u32 UInt32, u64 UInt64, i64 Int64, f Float64,
            at DateTime64(3, 'UTC'), name Nullable(String), low LowCardinality(String),
            rule Enum8('live' = 1, 'down' = 2), list Array(String), shares Map(String, Float64),
            pair Tuple(a String, b UInt8), pairs Array(Tuple(String, UInt64)))
          ENGINE = MergeTree ORDER BY u8
          """);
      statement.execute(
          """
          INSERT INTO kinds VALUES (255, 65535, 4294967295, 18446744073709551615,
            -9223372036854775808, 0.1, '2025-10-20 00:57:00.123', NULL, 'low', 'down', ['a', 'b'],
            {'aws': 0.25}, ('x', 7), [('y', 1), ('z', 2)])
          """);
      try (ResultSet row = statement.executeQuery("SELECT * FROM kinds")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getInt("u8")).isEqualTo(255);
        assertThat(row.getInt("u16")).isEqualTo(65_535);
        assertThat(row.getLong("u32")).isEqualTo(4_294_967_295L);
        assertThat(row.getBigDecimal("u64")).isEqualTo("18446744073709551615");
        assertThat(row.getLong("i64")).isEqualTo(Long.MIN_VALUE);
        assertThat(row.getDouble("f")).isEqualTo(0.1);
        assertThat(row.getObject("at", LocalDateTime.class))
            .isEqualTo(LocalDateTime.parse("2025-10-20T00:57:00.123"));
        assertThat(row.getString("name")).isNull();
        assertThat(row.getString("low")).isEqualTo("low");
        assertThat(row.getString("rule")).isEqualTo("down");
        Array list = row.getArray("list");
        assertThat((Object[]) list.getArray()).containsExactly("a", "b");
        assertThat(row.getObject("shares")).isEqualTo(Map.of("aws", 0.25));
        assertThat((Object[]) row.getObject("pair")).hasSize(2).startsWith("x");
        assertThat((Object[]) row.getArray("pairs").getArray()).hasSize(2);
      }
    }
  }

  @Test
  void anInsertIsDoneOnceForItsToken() throws SQLException {
    try (Connection connection = clickhouse.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE once (n UInt64) ENGINE = MergeTree ORDER BY n"
              + " SETTINGS non_replicated_deduplication_window = 100");
      for (String token : new String[] {"a", "a", "b"}) {
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO once (n) VALUES (?)")) {
          insert
              .unwrap(StatementImpl.class)
              .getLocalSettings()
              .serverSetting("insert_deduplication_token", token);
          insert.setLong(1, 1);
          insert.addBatch();
          insert.executeBatch();
        }
        statement.executeUpdate(
            "INSERT INTO once SETTINGS insert_deduplication_token = 'clause-"
                + token
                + "' VALUES (2)");
      }
      try (ResultSet rows =
          statement.executeQuery("SELECT countIf(n = 1), countIf(n = 2) FROM once")) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(2);
        assertThat(rows.getInt(2)).isEqualTo(2);
      }
    }
  }

  private static List<String> column(ResultSet rows, String label) throws SQLException {
    try (rows) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(label));
      }
      return values;
    }
  }
}
