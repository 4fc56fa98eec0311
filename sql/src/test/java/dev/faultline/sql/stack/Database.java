package dev.faultline.sql.stack;

import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.migrate.MigrationException;
import dev.faultline.sql.migrate.Migrator;
import dev.faultline.testkit.TestStack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A migrated database of its own for one test, and the means to ask it. Migrating takes longer than
 * many a test, and a test mostly waits: so the next one's database is made meanwhile.
 */
public final class Database implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(60);

  private static final Map<String, Future<Database>> NEXT = new HashMap<>();
  private static final ExecutorService MAKER =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "next-database");
            thread.setDaemon(true);
            return thread;
          });

  private final ClickHouse clickHouse;

  private Database(TestStack stack) throws MigrationException {
    String name = "sql_it_" + COUNT.incrementAndGet();
    this.clickHouse =
        new ClickHouse(
            stack.clickhouseUrl(), stack.clickhouseUser(), stack.clickhousePassword(), name);
    Migrator.bundled(clickHouse, Optional.empty()).migrate();
  }

  /** Takes the one that is made already, or waits for it. */
  public static synchronized Database take(TestStack stack)
      throws ExecutionException, InterruptedException {
    String url = stack.clickhouseUrl();
    Database taken = NEXT.computeIfAbsent(url, any -> make(stack)).get();
    NEXT.put(url, make(stack));
    return taken;
  }

  private static Future<Database> make(TestStack stack) {
    return MAKER.submit(() -> new Database(stack));
  }

  /** Where it is. */
  public ClickHouse clickHouse() {
    return clickHouse;
  }

  /** The same database by another way to it, such as a proxy's. */
  public static ClickHouse at(String url, ClickHouse clickHouse) {
    return new ClickHouse(url, clickHouse.user(), clickHouse.password(), clickHouse.database());
  }

  /** Its name. */
  public String name() {
    return clickHouse.database();
  }

  /** Rows of a query, each a list of what JDBC gives. */
  public List<List<Object>> query(String sql) {
    try (Connection connection = clickHouse.connect(QUERY_TIMEOUT);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<List<Object>> result = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<Object> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(rows.getObject(column));
        }
        result.add(row);
      }
      return result;
    } catch (SQLException e) {
      throw new AssertionError(sql + ": " + e.getMessage(), e);
    }
  }

  /** Runs a statement without a result. */
  public void execute(String sql) {
    try (Connection connection = clickHouse.connect(QUERY_TIMEOUT);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    execute("DROP DATABASE " + name() + " SYNC");
  }
}
