package dev.faultline.sql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ViewPlanTest {

  private final Migration table = Migration.of("V001__t.sql", "CREATE TABLE {database}.t (a Int)");
  private final RepeatableView top = view("a_top", "SELECT * FROM {database}.z_base(at = 1)");
  private final RepeatableView base = view("z_base", "SELECT * FROM {database}.t WHERE a > 0");
  private final RepeatableView other = view("other", "SELECT 1");

  @Test
  void whatAnotherReadsComesFirst() throws MigrationException {
    assertThat(ViewPlan.all(List.of(top, base, other), List.of(table)))
        .extracting(ViewPlan.Step::view)
        .containsExactly(base, top, other);
  }

  @Test
  void aChangedViewAndWhatReadsItAreAppliedAgainAndNothingElse() throws MigrationException {
    RepeatableView changed = view("z_base", "SELECT * FROM {database}.t");

    assertThat(pending(List.of(top, changed, other), List.of(table), Set.of()))
        .containsExactly("z_base", "a_top");
  }

  @Test
  void viewsOfAnAlteredTableAreAppliedAgain() throws MigrationException {
    Migration altered =
        Migration.of("V002__t.sql", "ALTER TABLE {database}.t {on_cluster} ADD COLUMN b Int");

    assertThat(pending(List.of(top, base, other), List.of(table, altered), Set.of()))
        .containsExactly("z_base", "a_top");
  }

  @Test
  void aViewThatWasDroppedIsAppliedAgain() throws MigrationException {
    assertThat(pending(List.of(top, base, other), List.of(table), Set.of("other")))
        .containsExactly("other");
  }

  @Test
  void aCircleIsNamed() {
    RepeatableView circle = view("z_base", "SELECT * FROM {database}.a_top");

    assertThatThrownBy(() -> ViewPlan.all(List.of(top, circle), List.of()))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("a_top")
        .hasMessageContaining("z_base");
  }

  @Test
  void aFileCreatesTheViewOfItsName() {
    assertThatThrownBy(
            () -> RepeatableView.of("R__a.sql", "CREATE OR REPLACE VIEW {database}.b AS SELECT 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("R__a.sql does not create the view a");
  }

  /** What is pending where all three were applied with the table alone, and some dropped since. */
  private List<String> pending(
      List<RepeatableView> views, List<Migration> migrations, Set<String> dropped)
      throws MigrationException {
    List<ViewPlan.Step> before = ViewPlan.all(List.of(top, base, other), List.of(table));
    Map<String, String> applied =
        before.stream()
            .collect(Collectors.toMap(step -> step.view().name(), ViewPlan.Step::checksum));
    Set<String> present =
        applied.keySet().stream()
            .filter(name -> !dropped.contains(name))
            .collect(Collectors.toSet());
    return ViewPlan.pending(ViewPlan.all(views, migrations), applied, present).stream()
        .map(step -> step.view().name())
        .toList();
  }

  private static RepeatableView view(String name, String select) {
    return RepeatableView.of(
        "R__" + name + ".sql", "CREATE OR REPLACE VIEW {database}." + name + " AS " + select);
  }
}
