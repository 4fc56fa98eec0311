package dev.faultline.sql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.Topic;
import dev.faultline.sql.row.Table.NameAndType;
import dev.faultline.sql.row.TableRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every migration of this build keeps to. */
class BundledMigrationsTest {

  private static final Path FOLDER = Path.of("src/main/resources/dev/faultline/sql/migrations");
  private static final Pattern REPEATABLE =
      Pattern.compile(
          "CREATE TABLE IF NOT EXISTS .*|ALTER TABLE .* (IF (NOT )?EXISTS|MODIFY COMMENT) .*|DROP VIEW IF EXISTS .*",
          Pattern.DOTALL);

  private static final Scripts SCRIPTS = BundledScripts.all();

  static Stream<TableRoute<?, ?>> landings() {
    return TableRoute.all().stream();
  }

  @Test
  void theListNamesTheFilesOfTheFolder() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> listed = new ArrayList<>();
      SCRIPTS.migrations().forEach(migration -> listed.add(migration.file()));
      SCRIPTS.views().forEach(view -> listed.add(view.file()));
      assertThat(listed)
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".sql"))
                  .sorted()
                  .toList());
    }
  }

  @Test
  void everyStatementCanBeRunAgain() throws MigrationException {
    for (Migration migration : SCRIPTS.migrations()) {
      for (String statement : SqlStatements.split(migration.template())) {
        assertThat(statement).as(migration.file()).matches(REPEATABLE);
      }
    }
  }

  /** All but those that repeat what other topics say. */
  private static final Set<Topic> LANDED =
      Arrays.stream(Topic.values())
          .filter(topic -> !topic.isCompacted() || topic == Topic.ALERTS)
          .collect(Collectors.toSet());

  @Test
  void aViewStandsInItsOwnFileAndOnlyThere() throws MigrationException {
    for (RepeatableView view : SCRIPTS.views()) {
      assertThat(SqlStatements.split(view.template()))
          .as(view.file())
          .singleElement()
          .asString()
          .startsWith("CREATE OR REPLACE VIEW {database}." + view.name() + " {on_cluster} AS")
          .contains("COMMENT '");
    }
  }

  @Test
  void noNumberOfAnEarlierBuildIsGivenAgain() {
    Map<Integer, String> files = new HashMap<>();
    SCRIPTS.migrations().forEach(migration -> files.put(migration.version(), migration.file()));
    for (String former : SCRIPTS.former().keySet()) {
      int version = Migration.of(former, "").version();
      assertThat(files.getOrDefault(version, former)).isEqualTo(former);
    }
  }

  @Test
  void everyTopicOfTheCatalogueLands() {
    assertThat(Set.copyOf(landings().map(TableRoute::topic).toList())).isEqualTo(LANDED);
    assertThat(landings().filter(TableRoute::refuses).map(TableRoute::topic))
        .containsExactlyInAnyOrderElementsOf(LANDED);
  }

  @ParameterizedTest
  @MethodSource("landings")
  void tablesHaveTheColumnsThatAreWritten(TableRoute<?, ?> landing) throws MigrationException {
    List<String> lines = new ArrayList<>();
    createTable(landing.table().name()).lines().map(String::strip).forEach(lines::add);
    addedColumns(landing.table().name()).forEach(lines::add);

    for (NameAndType column : landing.table().columns()) {
      assertThat(lines)
          .as("column %s", column)
          .anyMatch(
              line ->
                  line.startsWith(column.name() + " " + column.type() + " ")
                      && line.contains(" COMMENT '"));
    }
  }

  @ParameterizedTest
  @MethodSource("landings")
  void tablesDeduplicateAndReplace(TableRoute<?, ?> landing) throws MigrationException {
    assertThat(createTable(landing.table().name()))
        .contains("ENGINE = {engine}(_version)")
        .contains("{on_cluster}")
        .containsPattern("non_replicated_deduplication_window = [1-9]");
  }

  private static Stream<String> addedColumns(String table) throws MigrationException {
    String addition = "ADD COLUMN IF NOT EXISTS ";
    return statements()
        .filter(statement -> statement.startsWith("ALTER TABLE {database}." + table + " "))
        .flatMap(String::lines)
        .map(String::strip)
        .filter(line -> line.startsWith(addition))
        .map(line -> line.substring(addition.length()));
  }

  private static Stream<String> statements() throws MigrationException {
    List<String> statements = new ArrayList<>();
    for (Migration migration : SCRIPTS.migrations()) {
      statements.addAll(SqlStatements.split(migration.template()));
    }
    return statements.stream();
  }

  private static String createTable(String name) throws MigrationException {
    return statements()
        .filter(
            statement ->
                statement.startsWith("CREATE TABLE IF NOT EXISTS {database}." + name + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no migration creates " + name));
  }
}
