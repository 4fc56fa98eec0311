package dev.faultline.snapshot.scratch;

import dev.faultline.snapshot.content.DataFile;
import dev.faultline.snapshot.content.FileColumn;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.migrate.MigrationException;
import dev.faultline.sql.migrate.Migrator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A database of its own, with the tables and the audit's views of every other, that holds what is
 * in one snapshot. It goes when it is closed.
 */
public final class ScratchDatabase implements AutoCloseable {

  private static final String SCRIPT = "scratch.sql";

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
    Migrator.bundled(own, Optional.empty()).migrate();
    ScratchDatabase scratch = new ScratchDatabase(own, ClickHouseSession.to(own));
    try {
      for (String statement : script().replace("{database}", name).split(";\n")) {
        if (!statement.isBlank()) {
          scratch.session.execute(statement);
        }
      }
      return scratch;
    } catch (SQLException e) {
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

  private static String script() throws IOException {
    try (InputStream in = ScratchDatabase.class.getResourceAsStream(SCRIPT)) {
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
