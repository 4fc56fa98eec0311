package dev.faultline.local.clickhouse.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '~',
      value = {
        "INSERT INTO t VALUES (1) ! INSERT INTO t ! Values ! ~ (1)~",
        "insert into d.t (a, values) values(1) ! insert into d.t (a, values) ! Values ! (1)",
        "INSERT INTO format FORMAT CSV 1,2 ! INSERT INTO format ! CSV ! 1,2",
        "INSERT INTO d.values FORMAT Values (1) ! INSERT INTO d.values ! Values ! ~ (1)~",
        "INSERT INTO TABLE t SETTINGS a = 1 FORMAT TSV;x"
            + " ! INSERT INTO TABLE t SETTINGS a = 1 ! TSV ! x",
        "INSERT INTO FUNCTION f('VALUES') FORMAT RowBinary x"
            + " ! INSERT INTO FUNCTION f('VALUES') ! RowBinary ! x",
      })
  void findsTheDataOfAnInsert(String text, String head, String format, String data) {
    Statement statement = statement(text);
    Statement.InsertData insert = statement.insert().orElseThrow();

    assertThat(new String(statement.text(), StandardCharsets.UTF_8).stripTrailing())
        .isEqualTo(head);
    assertThat(insert.format()).isEqualTo(format);
    assertThat(text.substring(insert.start())).isEqualTo(data);
  }

  @Test
  void dataStartsAfterOneLineEnd() {
    String text = "INSERT INTO t FORMAT TSV \r\n\n1";
    assertThat(text.substring(statement(text).insert().orElseThrow().start())).isEqualTo("\n1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t SELECT 1 FORMAT CSV",
        "INSERT INTO t (a) WITH 1 AS x SELECT x",
        "SELECT 1 AS values",
        "CREATE TABLE t AS SELECT 'INSERT INTO t VALUES'",
      })
  void findsNoDataWhereThereIsNone(String text) {
    assertThat(statement(text).insert()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "SELECT 1 FORMAT JSON, JSON",
        "SELECT 1 FORMAT CSV SETTINGS a = 1, CSV",
        "SELECT 1 FORMAT `CSV`;, `CSV`",
        "SELECT format('{}' FORMAT), -",
        "SELECT 'FORMAT JSON', -",
        "SELECT 1 -- FORMAT JSON, -",
      })
  void findsTheOutputFormat(String text, String format) {
    assertThat(statement(text).outputFormat().orElse(null)).isEqualTo(format);
  }

  @Test
  void findsTotals() {
    assertThat(statement("SELECT count() FROM t GROUP BY a WITH TOTALS").totals()).isTrue();
    assertThat(statement("WITH 1 AS totals SELECT totals").totals()).isFalse();
  }

  private static Statement statement(String text) {
    return Statement.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
