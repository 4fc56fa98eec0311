package dev.faultline.sql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.stack.Pipeline;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bundled migrations, and what the migrator refuses, on the real engine. */
@WithStack
class MigratorIT {

  private Pipeline pipeline;

  @BeforeEach
  void open(TestStack stack) throws Exception {
    pipeline = new Pipeline(stack);
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void aSecondRunDoesNothing() throws MigrationException {
    assertThat(Migrator.bundled(pipeline.clickHouse(), Optional.empty()).migrate()).isEmpty();
  }

  @Test
  void migratorsAtOnceDoNotDisturbEachOther() throws Exception {
    String database = pipeline.clickHouse().database() + "_concurrent";
    ClickHouse other = new ClickHouse(pipeline.clickHouse().url(), "default", "", database);
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
              pipeline.query(
                  "SELECT file FROM " + database + ".schema_migrations FINAL ORDER BY version"))
          .extracting(row -> row.get(0))
          .containsExactlyElementsOf(
              BundledScripts.migrations().stream().map(m -> (Object) m.file()).toList());
    } finally {
      threads.shutdownNow();
      pipeline.execute("DROP DATABASE IF EXISTS " + database + " SYNC");
    }
  }

  @Test
  void aChangedMigrationIsNamedAndNothingIsApplied() {
    List<Migration> changed = new ArrayList<>(BundledScripts.migrations());
    Migration first = changed.get(0);
    changed.set(0, Migration.of(first.file(), first.template() + "-- touched"));
    changed.add(Migration.of("V900__new.sql", "CREATE OR REPLACE VIEW {database}.new AS SELECT 1"));

    assertThatThrownBy(() -> migrator(changed).migrate())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("V001__observations.sql has changed");
    assertThat(tables()).doesNotContain("new");
  }

  @Test
  void aMigrationThatFailedHalfWayIsAppliedFromItsStart() throws MigrationException {
    String half = "CREATE OR REPLACE VIEW {database}.half AS SELECT 1;";
    List<Migration> broken = new ArrayList<>(BundledScripts.migrations());
    broken.add(
        Migration.of("V900__half.sql", half + "CREATE OR REPLACE VIEW {database}.x AS SELEC"));
    assertThatThrownBy(() -> migrator(broken).migrate())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("V900__half.sql failed on ClickHouse at");
    assertThat(tables()).contains("half");

    List<Migration> mended = new ArrayList<>(BundledScripts.migrations());
    mended.add(Migration.of("V900__half.sql", half));
    assertThat(migrator(mended).migrate()).containsExactly("V900__half.sql");
  }

  @Test
  void everyTableAndColumnIsExplained() {
    String database = pipeline.clickHouse().database();
    assertThat(
            pipeline.query(
                "SELECT name FROM system.tables WHERE database = '"
                    + database
                    + "' AND comment = ''"))
        .isEmpty();
    assertThat(
            pipeline.query(
                "SELECT table, name FROM system.columns WHERE database = '"
                    + database
                    + "' AND comment = '' AND table IN (SELECT name FROM system.tables WHERE"
                    + " database = '"
                    + database
                    + "' AND engine LIKE '%MergeTree')"))
        .isEmpty();
  }

  @Test
  void everyColumnOfATableThatLandsHasACodec() {
    assertThat(
            pipeline.query(
                "SELECT table, name FROM system.columns WHERE database = '"
                    + pipeline.clickHouse().database()
                    + "' AND compression_codec = '' AND table != 'schema_migrations'"
                    + " AND table IN (SELECT name FROM system.tables WHERE database = '"
                    + pipeline.clickHouse().database()
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

  private Migrator migrator(List<Migration> migrations) {
    return Migrator.with(pipeline.clickHouse(), Optional.empty(), migrations);
  }

  private List<Object> tables() {
    return pipeline
        .query(
            "SELECT name FROM system.tables WHERE database = '"
                + pipeline.clickHouse().database()
                + "'")
        .stream()
        .map(row -> row.get(0))
        .toList();
  }
}
