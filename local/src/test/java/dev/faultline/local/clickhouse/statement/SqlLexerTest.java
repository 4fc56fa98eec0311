package dev.faultline.local.clickhouse.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlLexerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '~',
      value = {
        "SELECT 1 ! SELECT·1",
        "a--b ! a",
        "a -- b ! a",
        "a /* b 'c' */ d ! a·d",
        "a // b ! a",
        "a # b ! a",
        "'it''s' x ! 'it''s'·x",
        "'it\\'s' x ! 'it\\'s'·x",
        "`a``b` \"c\\\"d\" ! `a``b`·\"c\\\"d\"",
        "$$ 'x $$ y ! $$ 'x $$·y",
        "$t$ $$ $t$ y ! $t$ $$ $t$·y",
        "a$b ! a·$·b",
        "t.c(1) ! t·.·c·(·1·)",
        "'open ! 'open",
      })
  void splitsAsTheEngineDoes(String text, String tokens) {
    assertThat(texts(text)).containsExactly(tokens.split("·", -1));
  }

  @ParameterizedTest
  @CsvSource({"'', true", "' ; -- x', true", "'/* x */', true", "'1', false"})
  void knowsWhenThereIsNothing(String text, boolean empty) {
    assertThat(new SqlLexer(text.getBytes(StandardCharsets.UTF_8)).isEmpty()).isEqualTo(empty);
  }

  @Property
  void anyBytesEndInTokensInOrder(@ForAll @Size(max = 200) byte[] text) {
    SqlLexer lexer = new SqlLexer(text);
    int end = 0;
    while (lexer.hasNext()) {
      SqlToken token = lexer.next();
      assertThat(token.start()).isGreaterThanOrEqualTo(end);
      assertThat(token.end()).isGreaterThan(token.start()).isLessThanOrEqualTo(text.length);
      end = token.end();
    }
  }

  private static List<String> texts(String text) {
    SqlLexer lexer = new SqlLexer(text.getBytes(StandardCharsets.UTF_8));
    List<String> texts = new ArrayList<>();
    while (lexer.hasNext()) {
      texts.add(lexer.next().text());
    }
    return texts;
  }
}
