package dev.faultline.sql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.sql.migrate.MigrationPlan.Applied;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MigrationPlanTest {

  private final Migration one = Migration.of("V001__one.sql", "SELECT 1");
  private final Migration two = Migration.of("V002__two.sql", "SELECT 2");
  private final Migration three = Migration.of("V003__three.sql", "SELECT 3");

  @Test
  void anEmptyDatabaseHasAllOfThemPendingInOrder() throws MigrationException {
    assertThat(MigrationPlan.pending(scripts(three, one, two), Map.of()))
        .containsExactly(one, two, three);
  }

  @Test
  void whatWasAppliedIsNotPending() throws MigrationException {
    assertThat(MigrationPlan.pending(scripts(one, two), Map.of(1, applied(one))))
        .containsExactly(two);
    assertThat(MigrationPlan.pending(scripts(one, two), Map.of(1, applied(one), 2, applied(two))))
        .isEmpty();
  }

  @Test
  void aChangedMigrationIsNamed() {
    Applied before = new Applied("V001__one.sql", Migration.of(one.file(), "SELECT 0").checksum());

    assertThatThrownBy(() -> MigrationPlan.pending(scripts(one), Map.of(1, before)))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("V001__one.sql has changed");
  }

  @Test
  void aMissingMigrationIsNamed() {
    assertThatThrownBy(() -> MigrationPlan.pending(scripts(one), Map.of(2, applied(two))))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("V002__two.sql was applied to this database but is not part");
  }

  @Test
  void aMigrationThatComesTooLateIsNamed() {
    assertThatThrownBy(() -> MigrationPlan.pending(scripts(one, two), Map.of(2, applied(two))))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("V001__one.sql is new")
        .hasMessageContaining("give it a number after 2");
  }

  @Test
  void twoOfOneNumberAreNamed() {
    Migration other = Migration.of("V001__other.sql", "SELECT 1");

    assertThatThrownBy(() -> MigrationPlan.pending(scripts(one, other), Map.of()))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("V001__one.sql and V001__other.sql");
  }

  @Test
  void lineEndsAreNoChange() {
    assertThat(Migration.of("V001__one.sql", "SELECT\r\n1").checksum())
        .isEqualTo(Migration.of("V001__one.sql", "SELECT\n1").checksum());
  }

  @Test
  void otherFileNamesAreRefused() {
    assertThatThrownBy(() -> Migration.of("V1__one.sql", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("V1__one.sql");
  }

  @Test
  void whatAnEarlierBuildRecordedMayReadOtherwiseOrBeGone() throws MigrationException {
    Applied oldOne = new Applied("V001__one.sql", "a");
    Applied oldTwo = new Applied("V002__two.sql", "b");
    Scripts scripts =
        new Scripts(
            List.of(one, three),
            List.of(),
            Map.of("V001__one.sql", Set.of("a"), "V002__two.sql", Set.of("b")));

    assertThat(MigrationPlan.pending(scripts, Map.of(1, oldOne, 2, oldTwo))).containsExactly(three);
    assertThat(MigrationPlan.pending(scripts, Map.of())).containsExactly(one, three);
    assertThatThrownBy(
            () -> MigrationPlan.pending(scripts, Map.of(1, new Applied("V001__one.sql", "b"))))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("V001__one.sql has changed");
  }

  @Test
  void theNumberOfOneThatIsGoneIsNotGivenAgain() {
    Scripts scripts = new Scripts(List.of(one), List.of(), Map.of("V001__other.sql", Set.of("a")));

    assertThatThrownBy(
            () -> MigrationPlan.pending(scripts, Map.of(1, new Applied("V001__other.sql", "a"))))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("V001__one.sql");
  }

  private static Scripts scripts(Migration... migrations) {
    return new Scripts(List.of(migrations), List.of(), Map.of());
  }

  private static Applied applied(Migration migration) {
    return new Applied(migration.file(), migration.checksum());
  }
}
