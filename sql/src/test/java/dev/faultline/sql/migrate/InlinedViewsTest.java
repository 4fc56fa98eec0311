package dev.faultline.sql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class InlinedViewsTest {

  private static final RepeatableView BASE =
      view(
          "base",
          "SELECT * FROM {database}.t WHERE at <= {at:DateTime64(3, 'UTC')} AND w = {w:UInt32}");

  @Test
  void theQueryStandsWhereItsViewWasRead() throws MigrationException {
    RepeatableView top =
        view(
            "top",
            "SELECT * FROM {database}.base(at = {till:DateTime64(3, 'UTC')}, w = greatest(1, 2))");

    assertThat(statement(top, BASE))
        .isEqualTo(
            """
            -- What.
            CREATE OR REPLACE VIEW {database}.top {on_cluster} AS
            SELECT * FROM (
            SELECT * FROM {database}.t WHERE at <= {till:DateTime64(3, 'UTC')} AND w = CAST(greatest(1, 2) AS UInt32)
            ) AS base
            COMMENT 'Top.';
            """);
  }

  @Test
  void aNameOfItsOwnStaysAndViewsWithoutParametersDoToo() throws MigrationException {
    RepeatableView middle =
        view(
            "middle",
            "SELECT * FROM {database}.base(at = now(), w = {w:UInt32}) AS b, {database}.plain");
    RepeatableView top =
        view(
            "top",
            "SELECT (SELECT 1 FROM {database}.middle(w = 7)), x FROM {database}.middle(w = 8)");

    assertThat(statement(top, middle, BASE))
        .contains(
            "w = CAST(CAST(7 AS UInt32) AS UInt32)\n) AS b, {database}.plain\n) AS middle), x FROM (")
        .contains(
            "w = CAST(CAST(8 AS UInt32) AS UInt32)\n) AS b, {database}.plain\n) AS middle\nCOMMENT")
        .doesNotContain("{database}.base", "{database}.middle");
  }

  @Test
  void aParameterThatIsMissingIsNamed() {
    RepeatableView top = view("top", "SELECT * FROM {database}.base(at = now())");

    assertThatThrownBy(() -> statement(top, BASE))
        .isInstanceOf(MigrationException.class)
        .hasMessage("base is read without its w");
  }

  @Test
  void aViewThatDoesNotExistIsNamed() {
    RepeatableView top = view("top", "SELECT * FROM {database}.nobody(at = now())");

    assertThatThrownBy(() -> statement(top))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("nobody");
  }

  @Test
  void noViewOfThisBuildReadsOneWithParameters() throws MigrationException {
    List<RepeatableView> views = BundledScripts.all().views();
    InlinedViews inlined = new InlinedViews(views);
    for (RepeatableView view : views) {
      assertThat(inlined.statement(view))
          .as(view.file())
          .doesNotContainPattern("\\{database\\}\\.\\w+\\(");
    }
  }

  private static String statement(RepeatableView view, RepeatableView... others)
      throws MigrationException {
    List<RepeatableView> all = new ArrayList<>(List.of(others));
    all.add(view);
    return new InlinedViews(all).statement(view);
  }

  private static RepeatableView view(String name, String query) {
    return RepeatableView.of(
        "R__" + name + ".sql",
        """
        -- What.
        CREATE OR REPLACE VIEW {database}.%s {on_cluster} AS
        %s
        COMMENT '%s.';
        """
            .formatted(
                name, query, name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1)));
  }
}
