package dev.faultline.local.clickhouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.local.EmbeddedClickHouse;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JDBC drivers of several years, each with its defaults, read the errors that are sent. */
class DriverErrorsIT {

  private static final String NEWEST = "0.11.0";

  private static EmbeddedClickHouse clickhouse;

  @BeforeAll
  static void start() throws Exception {
    clickhouse = EmbeddedClickHouse.start(false);
  }

  @AfterAll
  static void stop() throws Exception {
    clickhouse.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.7.2", "0.9.0", "0.9.6", NEWEST})
  void readErrors(String version) throws Exception {
    try (Loaded driver = Loaded.of(version);
        Connection connection = driver.connect("default");
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT 40 + 2")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(42);
      }
      assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM no_such_table"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("Unknown table expression identifier 'no_such_table'");
      assertThatThrownBy(() -> statement.execute("SELECT throwIf(1, 'it''s ä reason')"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("it's ä reason");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.7.2", "0.9.0", "0.9.6", NEWEST})
  void tellWhoIsNotKnown(String version) throws Exception {
    assertThatThrownBy(
            () -> {
              try (Loaded driver = Loaded.of(version);
                  Connection connection = driver.connect("nobody");
                  Statement statement = connection.createStatement()) {
                statement.executeQuery("SELECT 1");
              }
            })
        .isInstanceOf(SQLException.class)
        .hasStackTraceContaining("Authentication failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.7.2", "0.9.0", "0.9.6", NEWEST})
  void doNotTakeAnOutputThatFailsForComplete(String version) throws Exception {
    String sql =
        "SELECT throwIf(number = 2000000, 'late') AS n FROM numbers(3000000)"
            + " SETTINGS max_block_size = 10000";
    assertThatThrownBy(
            () -> {
              try (Loaded driver = Loaded.of(version);
                  Connection connection = driver.connect("default");
                  Statement statement = connection.createStatement();
                  ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                  rows.getInt(1);
                }
              }
            })
        .isInstanceOf(Exception.class);
  }

  /** A driver; all but the newest come in one jar each, which sees no other class of ours. */
  private record Loaded(Driver driver, ClassLoader loader) implements AutoCloseable {

    static Loaded of(String version) throws Exception {
      ClassLoader loader = DriverErrorsIT.class.getClassLoader();
      if (!version.equals(NEWEST)) {
        Path jar = Path.of("target", "drivers", "clickhouse-jdbc-" + version + "-all.jar");
        assertThat(jar).exists();
        loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, new LoggingOnly());
      }
      Class<?> type = Class.forName("com.clickhouse.jdbc.ClickHouseDriver", true, loader);
      return new Loaded((Driver) type.getDeclaredConstructor().newInstance(), loader);
    }

    Connection connect(String user) throws SQLException {
      Properties properties = new Properties();
      properties.setProperty("user", user);
      // 0.9.0 wants one
      properties.setProperty("password", "");
      ClassLoader before = Thread.currentThread().getContextClassLoader();
      Thread.currentThread().setContextClassLoader(loader);
      try {
        return driver.connect("jdbc:clickhouse:" + clickhouse.url(), properties);
      } finally {
        Thread.currentThread().setContextClassLoader(before);
      }
    }

    @Override
    public void close() throws Exception {
      if (loader instanceof URLClassLoader own) {
        own.close();
      }
    }
  }

  /** The JDK's classes and those of SLF4J, which the jars leave out. */
  private static final class LoggingOnly extends ClassLoader {

    LoggingOnly() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("org.slf4j.")) {
        return DriverErrorsIT.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
