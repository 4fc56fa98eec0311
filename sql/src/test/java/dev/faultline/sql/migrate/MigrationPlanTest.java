package dev.faultline.sql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.sql.migrate.MigrationPlan.Applied;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MigrationPlanTest {

  private final Migration one = Migration.of("V001__one.sql", "SELECT 1");
  private final Migration two = Migration.of("V002__two.sql", "SELECT 2");
  private final Migration three = Migration.of("V003__three.sql", "SELECT 3");

  @Test
  void anEmptyDatabaseHasAllOfThemPendingInOrder() throws MigrationException {
    assertThat(MigrationPlan.pending(List.of(three, one, two), Map.of()))
        .containsExactly(one, two, three);
  }

  @Test
  void whatWasAppliedIsNotPending() throws MigrationException {
    assertThat(MigrationPlan.pending(List.of(one, two), Map.of(1, applied(one))))
        .containsExactly(two);
    assertThat(MigrationPlan.pending(List.of(one, two), Map.of(1, applied(one), 2, applied(two))))
        .isEmpty();
  }

  @Test
  void aChangedMigrationIsNamed() {
    Applied before = new Applied("V001__one.sql", Migration.of(one.file(), "SELECT 0").checksum());

    assertThatThrownBy(() -> MigrationPlan.pending(List.of(one), Map.of(1, before)))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("V001__one.sql has changed");
  }

  @Test
  void aMissingMigrationIsNamed() {
    assertThatThrownBy(() -> MigrationPlan.pending(List.of(one), Map.of(2, applied(two))))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("V002__two.sql was applied to this database but is not part");
  }

  @Test
  void aMigrationThatComesTooLateIsNamed() {
    assertThatThrownBy(() -> MigrationPlan.pending(List.of(one, two), Map.of(2, applied(two))))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("V001__one.sql is new")
        .hasMessageContaining("give it a number after 2");
  }

  @Test
  void twoOfOneNumberAreNamed() {
    Migration other = Migration.of("V001__other.sql", "SELECT 1");

    assertThatThrownBy(() -> MigrationPlan.pending(List.of(one, other), Map.of()))
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

  private static Applied applied(Migration migration) {
    return new Applied(migration.file(), migration.checksum());
  }
}
