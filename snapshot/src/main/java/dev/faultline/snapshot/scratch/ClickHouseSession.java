package dev.faultline.snapshot.scratch;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import com.clickhouse.jdbc.ConnectionImpl;
import dev.faultline.snapshot.content.FileFormat;
import dev.faultline.sql.ClickHouse;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * A connection that rows are read through and written through, as values or as the bytes of a
 * format. A query runs in one thread, so that the order of its rows depends on nothing else.
 */
public final class ClickHouseSession implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final Connection connection;
  private final Client client;

  private ClickHouseSession(Connection connection) throws SQLException {
    this.connection = connection;
    this.client = connection.unwrap(ConnectionImpl.class).getClient();
  }

  /** Connects. */
  public static ClickHouseSession to(ClickHouse clickHouse) throws SQLException {
    return new ClickHouseSession(clickHouse.connect(TIMEOUT));
  }

  /** What becomes of a row. */
  @FunctionalInterface
  public interface RowReader<T> {
    /** Takes the current row. */
    T read(ResultSet row) throws SQLException;
  }

  /** What becomes of the bytes of a result. */
  @FunctionalInterface
  public interface BytesReader {
    /** Takes them all. */
    void read(InputStream bytes) throws IOException, SQLException;
  }

  /** Runs a statement without a result. */
  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of a query. */
  public <T> List<T> rows(String sql, RowReader<T> reader) throws SQLException {
    List<T> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        all.add(reader.read(result));
      }
    }
    return all;
  }

  /** Reads a query's rows as the bytes of a file's format. */
  public void read(String sql, FileFormat format, BytesReader reader)
      throws IOException, SQLException {
    read(sql, ClickHouseFormat.valueOf(format.clickHouseName()), format.settings(), reader);
  }

  /** Reads a query's rows as lines of text, a row each, cells apart by tabs. */
  public void readLines(String sql, BytesReader reader) throws IOException, SQLException {
    read(sql, ClickHouseFormat.TSVRaw, Map.of(), reader);
  }

  /** Copies a query's rows into a table of another database. */
  public void copy(String sql, ClickHouseSession target, String table, List<String> columns)
      throws IOException, SQLException {
    read(
        sql,
        ClickHouseFormat.Native,
        Map.of("low_cardinality_allow_in_native_format", "0"),
        bytes -> target.write(table, columns, bytes, ClickHouseFormat.Native, Map.of()));
  }

  /** Appends the rows of a file to a table. */
  public void write(String table, List<String> columns, InputStream bytes, FileFormat format)
      throws IOException, SQLException {
    write(
        table,
        columns,
        bytes,
        ClickHouseFormat.valueOf(format.clickHouseName()),
        format.settings());
  }

  private void read(
      String sql, ClickHouseFormat format, Map<String, String> settings, BytesReader reader)
      throws IOException, SQLException {
    QuerySettings all = new QuerySettings().setFormat(format).serverSetting("max_threads", "1");
    settings.forEach(all::serverSetting);
    try (QueryResponse response = client.query(sql, all).get();
        InputStream bytes = response.getInputStream()) {
      reader.read(bytes);
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for ClickHouse", e);
    } catch (IOException | SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private void write(
      String table,
      List<String> columns,
      InputStream bytes,
      ClickHouseFormat format,
      Map<String, String> settings)
      throws IOException, SQLException {
    InsertSettings all =
        new InsertSettings()
            .serverSetting("async_insert", "0")
            .serverSetting("max_partitions_per_insert_block", "0");
    settings.forEach(all::serverSetting);
    List<String> quoted = columns.stream().map(column -> "`" + column + "`").toList();
    try {
      client.insert(table, quoted, bytes, format, all).get().close();
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for ClickHouse", e);
    }
  }

  private static SQLException failed(Throwable cause) {
    return new SQLException(cause.getMessage(), cause);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
