package dev.faultline.sql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.stack.Database;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bundled migrations, and what the migrator refuses, on the real engine. */
@WithStack
class MigratorIT {

  private static Database database;

  @BeforeAll
  static void open(TestStack stack) throws Exception {
    database = Database.take(stack);
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void aSecondRunDoesNothing() throws MigrationException {
    assertThat(Migrator.bundled(database.clickHouse(), Optional.empty()).migrate()).isEmpty();
  }

  @Test
  void migratorsAtOnceDoNotDisturbEachOther() throws Exception {
    String name = database.name() + "_concurrent";
    ClickHouse own = database.clickHouse();
    ClickHouse other = new ClickHouse(own.url(), own.user(), own.password(), name);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<List<String>>> runs = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        runs.add(threads.submit(() -> Migrator.bundled(other, Optional.empty()).migrate()));
      }
      for (Future<List<String>> run : runs) {
        run.get();
      }
      assertThat(
              database.query(
                  "SELECT file FROM " + name + ".schema_migrations FINAL ORDER BY version"))
          .extracting(row -> row.get(0))
          .containsExactlyElementsOf(
              BundledScripts.all().migrations().stream().map(m -> (Object) m.file()).toList());
    } finally {
      threads.shutdownNow();
      database.execute("DROP DATABASE IF EXISTS " + name + " SYNC");
    }
  }

  @Test
  void aChangedMigrationIsNamedAndNothingIsApplied() {
    List<Migration> changed = new ArrayList<>(BundledScripts.all().migrations());
    Migration first = changed.get(0);
    changed.set(0, Migration.of(first.file(), first.template() + "-- touched"));
    changed.add(Migration.of("V900__new.sql", "CREATE OR REPLACE VIEW {database}.new AS SELECT 1"));

    assertThatThrownBy(() -> migrator(database, changed).migrate())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("V001__observations.sql has changed");
    assertThat(tables(database)).doesNotContain("new");
  }

  @Test
  void aMigrationThatFailedHalfWayIsAppliedFromItsStart(TestStack stack) throws Exception {
    try (Database own = Database.take(stack)) {
      String half = "CREATE OR REPLACE VIEW {database}.half AS SELECT 1;";
      List<Migration> broken = new ArrayList<>(BundledScripts.all().migrations());
      broken.add(
          Migration.of("V900__half.sql", half + "CREATE OR REPLACE VIEW {database}.x AS SELEC"));
      assertThatThrownBy(() -> migrator(own, broken).migrate())
          .isInstanceOf(MigrationException.class)
          .hasMessageContaining("V900__half.sql failed on ClickHouse at");
      assertThat(tables(own)).contains("half");

      List<Migration> mended = new ArrayList<>(BundledScripts.all().migrations());
      mended.add(Migration.of("V900__half.sql", half));
      assertThat(migrator(own, mended).migrate()).containsExactly("V900__half.sql");
    }
  }

  /** A cluster needs servers and a keeper; the engine's parser says as much as can be said here. */
  @Test
  void everyStatementForAClusterIsParsed() throws Exception {
    SchemaScript script = SchemaScript.of("elsewhere", Optional.of("it's one"));
    List<String> statements = new ArrayList<>(script.statements());
    statements.addAll(script.readers());
    statements.addAll(columnComments());

    for (String statement : statements) {
      assertThat(statement).contains("ON CLUSTER 'it\\'s one'");
      if (statement.startsWith("CREATE TABLE")) {
        assertThat(statement).contains("ENGINE = ReplicatedReplacingMergeTree(");
      }
      assertThat(database.query("EXPLAIN AST " + statement)).as(statement).isNotEmpty();
    }
    assertThat(statements).hasSizeGreaterThan(80);
  }

  @Test
  void theParserRefusesWhatIsNoStatement() {
    assertThatThrownBy(() -> database.query("EXPLAIN AST CREATE TABLE a ON CLUSTER (b String)"))
        .hasMessageContaining("yntax error");
  }

  private static List<String> columnComments() throws Exception {
    List<String> statements = new ArrayList<>();
    try (Connection connection = database.clickHouse().connect(Duration.ofSeconds(30))) {
      DatabaseColumns columns = DatabaseColumns.read(connection, database.name());
      List<RepeatableView> views = BundledScripts.all().views();
      ViewComments meanings = new ViewComments(views, columns.comments());
      for (RepeatableView view : views) {
        for (String template : columns.explain(view.name(), meanings)) {
          statements.add(Macros.cluster("elsewhere", "it's one").expand(template));
        }
      }
    }
    return statements;
  }

  @Test
  void everyTableViewAndColumnIsExplained() {
    String name = database.name();
    assertThat(
            database.query(
                "SELECT name FROM system.tables WHERE database = '" + name + "' AND comment = ''"))
        .isEmpty();
    assertThat(
            database.query(
                "SELECT table, name FROM system.columns WHERE database = '"
                    + name
                    + "' AND comment = ''"))
        .isEmpty();
  }

  @Test
  void theDataDictionaryIsWhatTheCommentsSay() throws Exception {
    String page = new DataDictionary(database).page();
    Path committed = Path.of("..", "docs", "data-dictionary.md");
    boolean same = Files.exists(committed) && Files.readString(committed).equals(page);
    if (!same) {
      Files.writeString(Path.of("target", "data-dictionary.md"), page);
    }

    assertThat(same)
        .as("docs/data-dictionary.md is not as the comments; copy sql/target/data-dictionary.md")
        .isTrue();
  }

  @Test
  void everyColumnOfATableThatLandsHasACodec() {
    assertThat(
            database.query(
                "SELECT table, name FROM system.columns WHERE database = '"
                    + database.name()
                    + "' AND compression_codec = '' AND default_kind != 'ALIAS' AND table NOT IN ('schema_migrations', 'schema_views')"
                    + " AND table IN (SELECT name FROM system.tables WHERE database = '"
                    + database.name()
                    + "' AND engine LIKE '%MergeTree')"))
        .isEmpty();
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    ClickHouse nowhere = ClickHouse.at("http://127.0.0.1:1");

    assertThatThrownBy(() -> Migrator.bundled(nowhere, Optional.empty()).migrate())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("http://127.0.0.1:1");
  }

  private static Migrator migrator(Database where, List<Migration> migrations) {
    Scripts bundled = BundledScripts.all();
    return migrator(where, new Scripts(migrations, bundled.views(), bundled.former()));
  }

  private static Migrator migrator(Database where, Scripts scripts) {
    return Migrator.with(where.clickHouse(), Optional.empty(), scripts);
  }

  private static List<Object> tables(Database where) {
    return where
        .query("SELECT name FROM system.tables WHERE database = '" + where.name() + "'")
        .stream()
        .map(row -> row.get(0))
        .toList();
  }
}
