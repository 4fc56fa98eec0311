package dev.faultline.sql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SqlStatementsTest {

  @Test
  void splitsAtSemicolons() throws MigrationException {
    assertThat(SqlStatements.split("SELECT 1;\n\n SELECT 2 ;SELECT 3"))
        .containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
  }

  @Test
  void blankStatementsAreNone() throws MigrationException {
    assertThat(SqlStatements.split("; ;\n-- nothing here;\n;")).isEmpty();
  }

  @Test
  void quotedSemicolonsDoNotSplit() throws MigrationException {
    assertThat(SqlStatements.split("SELECT ';', \"a;b\", `c;d`; SELECT 'it''s; \\'; fine'"))
        .containsExactly("SELECT ';', \"a;b\", `c;d`", "SELECT 'it''s; \\'; fine'");
  }

  @Test
  void commentsAreDroppedAndTheirQuotesDoNotCount() throws MigrationException {
    assertThat(SqlStatements.split("SELECT 1 -- it's; one\n, 2 /* don't; */, 3"))
        .containsExactly("SELECT 1 \n, 2  , 3");
  }

  @Test
  void commentMarksInsideQuotesAreText() throws MigrationException {
    assertThat(SqlStatements.split("SELECT '-- no', '/* no */'"))
        .containsExactly("SELECT '-- no', '/* no */'");
  }

  @Test
  void openEndsAreErrors() {
    assertThatThrownBy(() -> SqlStatements.split("SELECT 'open"))
        .isInstanceOf(MigrationException.class)
        .hasMessage("the quote at character 7 is not closed");
    assertThatThrownBy(() -> SqlStatements.split("SELECT 'open\\'"))
        .isInstanceOf(MigrationException.class);
    assertThatThrownBy(() -> SqlStatements.split("SELECT /* open"))
        .isInstanceOf(MigrationException.class)
        .hasMessage("the comment at character 7 is not closed");
  }
}
