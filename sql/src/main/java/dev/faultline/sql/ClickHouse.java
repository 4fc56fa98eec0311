package dev.faultline.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Where ClickHouse is and whom to be there. Connections are set up the way landing needs them: the
 * driver must not repeat an insert by itself, because only a retry under the same token is safe,
 * and inserts must not be asynchronous, because an answer has to mean that the rows are durable.
 *
 * @param url of the HTTP interface, such as {@code http://127.0.0.1:8123}
 * @param user the user
 * @param password the password, empty for none
 * @param database the database of Faultline's tables; a plain identifier
 * @param certificates a PEM file of the certificates to trust in place of the platform's, for https
 */
public record ClickHouse(
    String url, String user, String password, String database, Optional<Path> certificates) {

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
  private static final Pattern HTTP = Pattern.compile("https?://[^/?]+/?");

  /** Checks the URL and the database's name. */
  public ClickHouse {
    if (!HTTP.matcher(url).matches()) {
      throw new IllegalArgumentException(
          "'" + url + "' is not the URL of a ClickHouse HTTP interface; give http://host:8123");
    }
    if (!IDENTIFIER.matcher(database).matches()) {
      throw new IllegalArgumentException(
          "'" + database + "' is not a database name; use letters, digits and underscores");
    }
  }

  /** Trusts whom the platform trusts. */
  public ClickHouse(String url, String user, String password, String database) {
    this(url, user, password, database, Optional.empty());
  }

  /** The default user without a password, and the database {@code faultline}. */
  public static ClickHouse at(String url) {
    return new ClickHouse(url, "default", "", "faultline");
  }

  /**
   * A connection whose current database is Faultline's, which need not exist yet.
   *
   * @param timeout how long to wait for any answer
   */
  public Connection connect(Duration timeout) throws SQLException {
    return connect(database, timeout, Map.of());
  }

  /**
   * The same, with settings of ClickHouse for every statement, such as {@code readonly}.
   *
   * @param settings by name
   */
  public Connection connect(Duration timeout, Map<String, String> settings) throws SQLException {
    return connect(database, timeout, settings);
  }

  /** A connection to the database that always exists, to create Faultline's from. */
  public Connection connectToDefault(Duration timeout) throws SQLException {
    return connect("default", timeout, Map.of());
  }

  private Connection connect(String currentDatabase, Duration timeout, Map<String, String> settings)
      throws SQLException {
    Properties properties = new Properties();
    settings.forEach((name, value) -> properties.setProperty("clickhouse_setting_" + name, value));
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("client_name", "faultline/" + version());
    properties.setProperty("retry", "0");
    properties.setProperty("client_retry_on_failures", "None");
    properties.setProperty("clickhouse_setting_async_insert", "0");
    properties.setProperty("connection_timeout", "5000");
    properties.setProperty("socket_timeout", Long.toString(timeout.toMillis()));
    certificates.ifPresent(file -> properties.setProperty("sslrootcert", file.toString()));
    String host = url.endsWith("/") ? url : url + "/";
    return DriverManager.getConnection("jdbc:clickhouse:" + host + currentDatabase, properties);
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return url + ", database " + database + ", user " + user;
  }

  private static String version() {
    try (InputStream in = ClickHouse.class.getResourceAsStream("version.properties")) {
      Properties version = new Properties();
      version.load(in);
      return version.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
