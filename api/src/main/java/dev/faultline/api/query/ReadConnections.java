package dev.faultline.api.query;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.faultline.sql.ClickHouse;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A few connections for reading. Each says so to ClickHouse, with the limits that the role {@code
 * faultline_reader} has on a server: a question that is too large fails instead of slowing the
 * pipeline.
 */
public final class ReadConnections implements AutoCloseable {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(35);
  private static final Duration FREE_WITHIN = Duration.ofSeconds(5);

  private static final Map<String, String> LIMITS =
      Map.of(
          "readonly", "2",
          "max_execution_time", "30",
          "max_rows_to_read", "5000000000",
          "max_result_rows", "100000",
          "result_overflow_mode", "throw",
          "max_memory_usage", "2000000000");

  private final HikariDataSource pool;

  /**
   * Connects when first asked.
   *
   * @param size how many at most
   */
  public ReadConnections(ClickHouse clickHouse, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("api");
    config.setDataSource(new Source(clickHouse));
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(0);
    config.setIdleTimeout(Duration.ofMinutes(2).toMillis());
    config.setConnectionTimeout(FREE_WITHIN.toMillis());
    config.setInitializationFailTimeout(-1);
    pool = new HikariDataSource(config);
  }

  /**
   * One of them; closing gives it back.
   *
   * @throws SQLException if none is free in time or ClickHouse does not answer
   */
  public Connection open() throws SQLException {
    return pool.getConnection();
  }

  @Override
  public void close() {
    pool.close();
  }

  /** Gives the pool its connections. */
  private record Source(ClickHouse clickHouse) implements DataSource {

    @Override
    public Connection getConnection() throws SQLException {
      return clickHouse.connect(ANSWER_WITHIN, LIMITS);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
      // the driver logs by itself
    }

    @Override
    public void setLoginTimeout(int seconds) {
      // the connection has its own
    }

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
