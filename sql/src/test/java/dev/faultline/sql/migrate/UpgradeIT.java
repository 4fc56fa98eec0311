package dev.faultline.sql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sql.stack.Database;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Databases of earlier builds, and views that change, on the real engine. */
@WithStack
class UpgradeIT {

  private static final Scripts BUNDLED = BundledScripts.all();

  @Test
  void aDatabaseOfABuildWithViewsInItsMigrationsGetsTodaysViews(TestStack stack) throws Exception {
    try (Database own = Database.take(stack)) {
      becomeAnEarlierBuild(own);
      own.execute("CREATE OR REPLACE VIEW " + own.name() + ".latest_ripple AS SELECT 1 AS stale");

      List<String> views = BUNDLED.views().stream().map(RepeatableView::file).toList();
      Migrator migrator = Migrator.bundled(own.clickHouse(), Optional.empty());
      assertThat(migrator.pending()).containsExactlyInAnyOrderElementsOf(views);
      assertThat(migrator.migrate()).containsExactlyInAnyOrderElementsOf(views);
      assertThat(migrator.migrate()).isEmpty();
      assertThat(columns(own, "latest_ripple")).contains("lift").doesNotContain("stale");
    }
  }

  @Test
  void aChangedViewIsReplacedAndItsReadersAlwaysFindOne(TestStack stack) throws Exception {
    try (Database own = Database.take(stack)) {
      AtomicBoolean done = new AtomicBoolean();
      List<String> failures = new ArrayList<>();
      Thread reader =
          new Thread(
              () -> {
                while (!done.get()) {
                  try {
                    own.query("SELECT count() FROM " + own.name() + ".latest_ripple");
                  } catch (RuntimeException e) {
                    failures.add(e.getMessage());
                  }
                }
              });
      reader.start();
      for (int i = 0; i < 20; i++) {
        assertThat(migrator(own, changed("latest_ripple", i)).migrate())
            .containsExactly("R__latest_ripple.sql");
      }
      done.set(true);
      reader.join();
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void aViewOfEveryColumnShowsOneThatATableWasGiven(TestStack stack) throws Exception {
    try (Database own = Database.take(stack)) {
      List<Migration> migrations = new ArrayList<>(BUNDLED.migrations());
      migrations.add(
          Migration.of(
              "V900__impact.sql",
              "ALTER TABLE {database}.impact {on_cluster} ADD COLUMN IF NOT EXISTS extra UInt8"));
      Scripts scripts = new Scripts(migrations, BUNDLED.views(), BUNDLED.former());

      assertThat(migrator(own, scripts).migrate())
          .startsWith("V900__impact.sql")
          .contains("R__latest_impact.sql")
          .doesNotContain("R__population_at.sql");
      assertThat(columns(own, "latest_impact")).contains("extra");
    }
  }

  @Test
  void aViewThatWasDroppedComesBack(TestStack stack) throws Exception {
    try (Database own = Database.take(stack)) {
      own.execute("DROP VIEW " + own.name() + ".open_incidents SYNC");

      assertThat(Migrator.bundled(own.clickHouse(), Optional.empty()).migrate())
          .containsExactly("R__open_incidents.sql");
    }
  }

  @Test
  void partsOfAnEarlierBuildAreFoundBesideThoseWithProjectionsThatCameLater(TestStack stack)
      throws Exception {
    try (Database own = Database.take(stack)) {
      String of = own.name() + ".";
      own.execute("ALTER TABLE " + of + "resilience DROP PROJECTION daily_ends");
      own.execute(
          "ALTER TABLE "
              + of
              + "schema_migrations DELETE WHERE version = 111 SETTINGS mutations_sync = 1");
      measure(own, 0);
      measure(own, 5_000);
      assertThat(migrator(own, BUNDLED).migrate()).contains("V111__projections_of_ends.sql");
      measure(own, 10_000);

      String ends = "SELECT network, window_s, %s FROM " + of + "%s ORDER BY ALL";
      List<List<Object>> days =
          own.query(ends.formatted("day, first_at, last_at", "measured_days"));
      assertThat(days).hasSizeGreaterThan(20);
      assertThat(days)
          .isEqualTo(
              own.query(
                  ends.formatted(
                          "toDate(at) AS day, min(at) AS first_at, max(at) AS last_at",
                          "resilience GROUP BY network, window_s, day")
                      + " SETTINGS optimize_use_projections = 0"));
    }
  }

  /** Five thousand instants of two series. */
  private static void measure(Database own, int first) {
    own.execute(
        ("INSERT INTO %s.resilience (network, layer, weighting, window_s, at, _topic, _partition,"
                + " _offset) SELECT 'n', 'l', 'weight', 60 + number %% 2,"
                + " toDateTime64('2025-06-01 00:00:00', 3, 'UTC') + toIntervalMinute(number), 't',"
                + " 0, number FROM numbers(%d, 5000)")
            .formatted(own.name(), first));
  }

  /** Its log as builds before the views had files of their own wrote it. */
  private static void becomeAnEarlierBuild(Database own) {
    own.execute("DROP TABLE " + own.name() + ".schema_views SYNC");
    for (Map.Entry<String, Set<String>> former : BUNDLED.former().entrySet()) {
      for (String checksum : former.getValue()) {
        own.execute(
            "INSERT INTO %s.schema_migrations (version, file, checksum, applied_at) VALUES (%d, '%s', '%s', now64(3) + 1)"
                .formatted(
                    own.name(),
                    Migration.of(former.getKey(), "").version(),
                    former.getKey(),
                    checksum));
      }
    }
  }

  private static Scripts changed(String name, int round) {
    List<RepeatableView> views = new ArrayList<>();
    for (RepeatableView view : BUNDLED.views()) {
      String touched = view.template() + "-- round " + round;
      views.add(view.name().equals(name) ? new RepeatableView(name, touched) : view);
    }
    return new Scripts(BUNDLED.migrations(), views, BUNDLED.former());
  }

  private static Migrator migrator(Database where, Scripts scripts) {
    return Migrator.with(where.clickHouse(), Optional.empty(), scripts);
  }

  private static List<Object> columns(Database where, String table) {
    return where
        .query(
            "SELECT name FROM system.columns WHERE database = '%s' AND table = '%s'"
                .formatted(where.name(), table))
        .stream()
        .map(row -> row.get(0))
        .toList();
  }
}
