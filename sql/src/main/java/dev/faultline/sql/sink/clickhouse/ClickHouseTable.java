package dev.faultline.sql.sink.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import com.clickhouse.jdbc.ConnectionImpl;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.block.NativeBlock;
import dev.faultline.sql.row.Table;
import dev.faultline.sql.row.Table.NameAndType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * One table and one connection to it. Rows go as a block in Native through the client inside the
 * JDBC connection: the one route on which the driver sends the column list and the token unchanged,
 * and the fastest. The block names columns and types, and the server refuses one that was written
 * for others.
 */
public final class ClickHouseTable implements RowTarget, AutoCloseable {

  /** The server's own code. */
  private static final int UNKNOWN_TABLE = 60;

  private final ClickHouse clickHouse;
  private final Table<?> table;
  private final Connection connection;
  private final Client client;
  private final List<String> columns;
  private final NativeBlock block;

  public ClickHouseTable(ClickHouse clickHouse, Table<?> table, Duration insertTimeout)
      throws SQLException {
    this.clickHouse = clickHouse;
    this.table = table;
    this.connection = clickHouse.connect(insertTimeout);
    this.client = connection.unwrap(ConnectionImpl.class).getClient();
    this.columns = table.columns().stream().map(column -> "`" + column.name() + "`").toList();
    this.block = new NativeBlock(table.columns());
  }

  @Override
  public void insert(String token, Rows rows) throws InsertFailedException {
    block.clear();
    rows.lendTo(block::add);
    InsertSettings settings =
        new InsertSettings()
            .setDeduplicationToken(token)
            .serverSetting("async_insert", "0")
            // values of another type must not be cast: what does not fit would wrap
            .serverSetting("input_format_native_allow_types_conversion", "0")
            // merges replace rows anyhow; doing it here too costs a third of the insert
            .serverSetting("optimize_on_insert", "0")
            // an import may hold many years, and each is a part of its own
            .serverSetting("max_partitions_per_insert_block", "0");
    try {
      client
          .insert(table.name(), columns, block::writeTo, ClickHouseFormat.Native, settings)
          .get()
          .close();
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (RuntimeException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InsertFailedException(0, "interrupted while waiting for the answer", e);
    }
  }

  /** Further columns are welcome: a migration adds them before producers fill them. */
  @Override
  public void checkColumns() throws SQLException {
    Map<String, String> existing = existingColumns();
    if (existing.isEmpty()) {
      throw new SQLException(
          "table " + qualifiedName() + " does not exist; run `faultline migrate` first",
          null,
          UNKNOWN_TABLE);
    }
    List<String> wrong =
        table.columns().stream()
            .filter(column -> !column.type().equals(existing.get(column.name())))
            .map(column -> describe(column, existing.get(column.name())))
            .toList();
    if (!wrong.isEmpty()) {
      throw new SinkException(
          "table "
              + qualifiedName()
              + " is not as this build writes it: "
              + String.join("; ", wrong)
              + ". Nothing was landed wrongly and nothing is lost; restore the columns or run"
              + " `faultline migrate` of this build, then start the sink again");
    }
  }

  @Override
  public List<InsertedEnd> landedEnds(String topic) throws SQLException {
    String query =
        "SELECT _partition, _epoch, max(_offset) FROM "
            + qualifiedName()
            + " WHERE _topic = ? GROUP BY _partition, _epoch";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, topic);
      try (ResultSet rows = statement.executeQuery()) {
        List<InsertedEnd> ends = new ArrayList<>();
        while (rows.next()) {
          ends.add(new InsertedEnd(rows.getInt(1), rows.getInt(2), rows.getLong(3)));
        }
        return ends;
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private Map<String, String> existingColumns() throws SQLException {
    String query = "SELECT name, type FROM system.columns WHERE database = ? AND table = ?";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, clickHouse.database());
      statement.setString(2, table.name());
      try (ResultSet rows = statement.executeQuery()) {
        Map<String, String> types = new HashMap<>();
        while (rows.next()) {
          types.put(rows.getString(1), rows.getString(2));
        }
        return types;
      }
    }
  }

  private static String describe(NameAndType wanted, String found) {
    return found == null
        ? "column " + wanted.name() + " " + wanted.type() + " is missing"
        : "column " + wanted.name() + " is " + found + " instead of " + wanted.type();
  }

  private String qualifiedName() {
    return clickHouse.database() + "." + table.name();
  }

  private static InsertFailedException failed(Throwable thrown) {
    Throwable root = thrown;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ServerException server) {
        return new InsertFailedException(server.getCode(), server.getMessage(), thrown);
      }
      root = cause;
    }
    return new InsertFailedException(0, thrown.getMessage() + ": " + root.getMessage(), thrown);
  }
}
