package dev.faultline.sql.migrate;

import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.access.ClickHouseFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database forward to this build's schema: creates it if need be, applies the migrations
 * that it has not had, creates the views that are new or have changed, and records each with its
 * checksum.
 *
 * <p>ClickHouse has no transactional DDL, so every statement of a migration can be run again: one
 * that a crash cut short is simply applied from its start, and two migrators at once do the same
 * work twice. There is no way back; a mistake in a table is mended by a further migration, one in a
 * view in its own file. A reader of a view finds the old or the new one, never none.
 *
 * <p>Why not Flyway: its ClickHouse plugin stops at 10.24 while flyway-core is at 13, and one tree
 * of scripts has to serve the embedded engine, one server and a cluster, which here takes three
 * macros. What it would save is this small package.
 */
public final class Migrator {

  private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);

  /** A distributed statement may wait for every node of a cluster. */
  private static final Duration STATEMENT_TIMEOUT = Duration.ofMinutes(5);

  static final String CREATE_DATABASE =
      "CREATE DATABASE IF NOT EXISTS {database} {on_cluster}"
          + " COMMENT 'Faultline: how concentrated the machines of decentralized networks are.'";

  private final ClickHouse clickHouse;
  private final Macros macros;
  private final Scripts scripts;

  private Migrator(ClickHouse clickHouse, Macros macros, Scripts scripts) {
    this.clickHouse = clickHouse;
    this.macros = macros;
    this.scripts = scripts;
  }

  /**
   * A migrator to this build's schema.
   *
   * @param clickHouse where, and which database
   * @param cluster the cluster to create the tables on; empty for a single server
   */
  public static Migrator bundled(ClickHouse clickHouse, Optional<String> cluster) {
    return with(clickHouse, cluster, BundledScripts.all());
  }

  static Migrator with(ClickHouse clickHouse, Optional<String> cluster, Scripts scripts) {
    Macros macros =
        cluster
            .map(name -> Macros.cluster(clickHouse.database(), name))
            .orElseGet(() -> Macros.singleNode(clickHouse.database()));
    return new Migrator(clickHouse, macros, scripts);
  }

  /**
   * The same, but some views read something else: so do all views that stand on them.
   *
   * @param views in place of those of their names
   */
  public Migrator replacing(List<RepeatableView> views) {
    return new Migrator(clickHouse, macros, scripts.replacing(views));
  }

  /**
   * Applies what is pending: first the migrations, then the views.
   *
   * @return the files applied now, in order; none if the database was up to date
   * @throws MigrationException if the server cannot be reached, a statement fails, or the recorded
   *     past does not agree with this build
   */
  public List<String> migrate() throws MigrationException {
    try (Connection connection = clickHouse.connectToDefault(STATEMENT_TIMEOUT)) {
      execute(connection, "creating the database", CREATE_DATABASE);
      for (String statement : SchemaLog.CREATE) {
        execute(connection, "creating the log of the schema", statement);
      }
      SchemaLog log = new SchemaLog(connection, clickHouse.database());
      List<String> done = new ArrayList<>(applyMigrations(connection, log));
      List<ViewPlan.Step> views = pendingViews(log);
      InlinedViews inlined = new InlinedViews(scripts.views());
      for (ViewPlan.Step step : views) {
        apply(connection, step.view().file(), inlined.statement(step.view()), done);
      }
      explain(connection, views);
      log.recordViews(views);
      return done;
    } catch (SQLException e) {
      throw new MigrationException(ClickHouseFailure.text(e, clickHouse), e);
    }
  }

  /** Records those that were applied in one insert, also if one fails. */
  private List<String> applyMigrations(Connection connection, SchemaLog log)
      throws MigrationException, SQLException {
    List<String> done = new ArrayList<>();
    List<Migration> applied = new ArrayList<>();
    try {
      for (Migration migration : MigrationPlan.pending(scripts, log.migrations())) {
        apply(connection, migration.file(), migration.template(), done);
        applied.add(migration);
      }
    } finally {
      log.recordMigrations(applied);
    }
    return done;
  }

  /**
   * The files that {@link #migrate} would apply.
   *
   * @throws MigrationException if the recorded past does not agree with this build
   * @throws SQLException if ClickHouse cannot be asked
   */
  public List<String> pending() throws MigrationException, SQLException {
    try (Connection connection = clickHouse.connectToDefault(STATEMENT_TIMEOUT)) {
      SchemaLog log = new SchemaLog(connection, clickHouse.database());
      List<String> files = new ArrayList<>();
      MigrationPlan.pending(scripts, log.migrations()).forEach(each -> files.add(each.file()));
      pendingViews(log).forEach(step -> files.add(step.view().file()));
      return files;
    }
  }

  private List<ViewPlan.Step> pendingViews(SchemaLog log) throws MigrationException, SQLException {
    return ViewPlan.pending(
        ViewPlan.all(scripts.views(), scripts.migrations()), log.views(), log.presentViews());
  }

  /** Before the views are recorded: what a crash leaves unexplained is created again. */
  private void explain(Connection connection, List<ViewPlan.Step> views)
      throws MigrationException, SQLException {
    if (views.isEmpty()) {
      return;
    }
    DatabaseColumns columns = DatabaseColumns.read(connection, clickHouse.database());
    ViewComments meanings = new ViewComments(scripts.views(), columns.comments());
    for (ViewPlan.Step step : views) {
      for (String statement : columns.explain(step.view().name(), meanings)) {
        execute(connection, "the columns of " + step.view().file(), statement);
      }
    }
  }

  private void apply(Connection connection, String file, String template, List<String> done)
      throws MigrationException {
    for (String statement : SqlStatements.split(template)) {
      execute(connection, file, statement);
    }
    LOG.info("applied {}", file);
    done.add(file);
  }

  /**
   * Creates the role {@code faultline_reader}, which may only read this database and within limits.
   * Needs a server with access management; the embedded engine has neither users nor roles.
   */
  public void grantReaders() throws MigrationException {
    run("access/readers.sql", BundledScripts.readerAccess());
  }

  /**
   * Creates the dictionaries of providers and networks. Needs a server, or an embedded engine with
   * {@code --allow-files}.
   */
  public void createDictionaries() throws MigrationException {
    run("access/dictionaries.sql", BundledScripts.dictionaries());
  }

  private void run(String file, String script) throws MigrationException {
    try (Connection connection = clickHouse.connectToDefault(STATEMENT_TIMEOUT)) {
      for (String statement : SqlStatements.split(script)) {
        execute(connection, file, statement);
      }
    } catch (SQLException e) {
      throw new MigrationException(ClickHouseFailure.text(e, clickHouse), e);
    }
  }

  private void execute(Connection connection, String what, String template)
      throws MigrationException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(macros.expand(template));
    } catch (SQLException e) {
      throw new MigrationException(
          what + " failed on ClickHouse at " + clickHouse.url() + ": " + e.getMessage(), e);
    }
  }
}
