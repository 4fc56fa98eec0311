package dev.faultline.sql.query;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import com.clickhouse.jdbc.ConnectionImpl;
import dev.faultline.sql.ClickHouse;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Asks named queries. Values travel beside the SQL, never in it. */
public final class QueryRunner implements AutoCloseable {

  private final Connection connection;
  private final Client client;

  /**
   * @param timeout how long an answer may take
   */
  public QueryRunner(ClickHouse clickHouse, Duration timeout) throws SQLException {
    this.connection = clickHouse.connect(timeout);
    this.client = connection.unwrap(ConnectionImpl.class).getClient();
  }

  /**
   * Writes an answer out as ClickHouse formats it. Nothing is written if the query fails.
   *
   * @param values of all parameters, from {@link NamedQuery#bind}
   * @return how many rows of tables were read for it
   * @throws SQLException if it cannot be answered, with ClickHouse's code
   */
  public long run(
      NamedQuery query, Map<String, String> values, ClickHouseFormat format, OutputStream out)
      throws SQLException, IOException {
    QuerySettings settings =
        new QuerySettings()
            .setFormat(format)
            .waitEndOfQuery(true)
            .serverSetting("output_format_json_quote_64bit_integers", "0")
            .serverSetting("output_format_json_escape_forward_slashes", "0");
    try (QueryResponse answer = client.query(query.text(), new HashMap<>(values), settings).get()) {
      answer.getInputStream().transferTo(out);
      return answer.getReadRows();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for the answer", e);
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw failed(e);
    }
  }

  private static SQLException failed(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ServerException server) {
        return new SQLException(server.getMessage(), null, server.getCode(), thrown);
      }
    }
    return new SQLException(thrown.getMessage(), thrown);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
