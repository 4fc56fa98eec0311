package dev.faultline.snapshot.scratch;

import dev.faultline.snapshot.content.DataFile;
import dev.faultline.snapshot.content.FileColumn;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.migrate.MigrationException;
import dev.faultline.sql.migrate.Migrator;
import dev.faultline.sql.migrate.RepeatableView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A database of its own, with the tables and the audit's views of every other, that holds what is
 * in one snapshot. It goes when it is closed.
 */
public final class ScratchDatabase implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** What the audit's views read raw rows by, for members instead. */
  private static final List<String> VIEWS =
      List.of("R__population_at.sql", "R__closing_watermarks.sql", "R__late_at.sql");

  private final ClickHouse clickHouse;
  private final ClickHouseSession session;

  private ScratchDatabase(ClickHouse clickHouse, ClickHouseSession session) {
    this.clickHouse = clickHouse;
    this.session = session;
  }

  /**
   * Creates one.
   *
   * @param server any ClickHouse that lets us create databases
   */
  public static ScratchDatabase create(ClickHouse server)
      throws MigrationException, SQLException, IOException {
    String name = "snapshot_" + UUID.randomUUID().toString().replace("-", "");
    ClickHouse own =
        new ClickHouse(server.url(), server.user(), server.password(), name, server.certificates());
    try (Connection connection = own.connectToDefault(TIMEOUT);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
      for (String table : statements("members.sql", name)) {
        statement.execute(table);
      }
    }
    List<RepeatableView> views = new ArrayList<>();
    for (String file : VIEWS) {
      views.add(RepeatableView.of(file, read(file)));
    }
    ScratchDatabase scratch = new ScratchDatabase(own, ClickHouseSession.to(own));
    try {
      Migrator.bundled(own, Optional.empty()).replacing(views).migrate();
      for (String change : statements("incidents.sql", name)) {
        scratch.session.execute(change);
      }
      return scratch;
    } catch (SQLException | MigrationException e) {
      scratch.close();
      throw e;
    }
  }

  /** Where it is. */
  public ClickHouse clickHouse() {
    return clickHouse;
  }

  /** A connection to it. */
  public ClickHouseSession session() {
    return session;
  }

  /** Version of the engine. */
  public String engineVersion() throws SQLException {
    return session.rows("SELECT version()", row -> row.getString(1)).get(0);
  }

  /**
   * The columns of a file, in order.
   *
   * @param withAddresses whether nodes' addresses are among them
   */
  public List<FileColumn> columns(DataFile file, boolean withAddresses) throws SQLException {
    String query =
        """
        SELECT name, type, comment
        FROM system.columns
        WHERE database = '%s' AND table = '%s' AND NOT startsWith(name, '_')
          AND default_kind NOT IN ('MATERIALIZED', 'ALIAS')
        ORDER BY position
        """
            .formatted(clickHouse.database(), file.table());
    return session
        .rows(query, row -> FileColumn.of(row.getString(1), row.getString(2), row.getString(3)))
        .stream()
        .filter(column -> withAddresses || file != DataFile.POPULATION || !column.isAddress())
        .toList();
  }

  private static List<String> statements(String file, String database) throws IOException {
    return Stream.of(read(file).replace("{database}", database).split(";\n"))
        .filter(statement -> !statement.isBlank())
        .toList();
  }

  private static String read(String file) throws IOException {
    try (InputStream in = ScratchDatabase.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws SQLException {
    try {
      session.execute("DROP DATABASE IF EXISTS " + clickHouse.database() + " SYNC");
    } finally {
      session.close();
    }
  }
}
