package dev.faultline.local.clickhouse.statement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the front must know of a statement before the engine runs it.
 *
 * @param text the statement as the engine gets it: for an INSERT with data, its head without VALUES
 *     or FORMAT
 * @param keyword the first word in upper case, empty if there is none
 * @param insert for an INSERT with data, what follows the head
 * @param outputFormat the name in a query's FORMAT clause
 * @param totals whether the query says WITH TOTALS
 */
public record Statement(
    byte[] text,
    String keyword,
    Optional<InsertData> insert,
    Optional<String> outputFormat,
    boolean totals) {

  /**
   * The data of an INSERT.
   *
   * @param format its input format
   * @param start offset of its first byte in the text that was read
   */
  public record InsertData(String format, int start) {}

  /**
   * Looks at a request's text.
   *
   * @param text all of it, or for an INSERT at least as much as its head
   */
  public static Statement of(byte[] text) {
    List<SqlToken> tokens = new ArrayList<>();
    SqlLexer lexer = new SqlLexer(text);
    while (lexer.hasNext()) {
      SqlToken token = lexer.next();
      tokens.add(token);
      if (tokens.get(0).is("INSERT") && token.depth() == 0 && tokens.size() > 3) {
        Optional<Statement> insert = insertAt(text, tokens, lexer);
        if (insert.isPresent()) {
          return insert.get();
        }
        if (token.is("SELECT") || token.is("WITH")) {
          return new Statement(text, "INSERT", Optional.empty(), Optional.empty(), false);
        }
      }
    }
    String keyword =
        tokens.isEmpty() || tokens.get(0).kind() != SqlToken.Kind.WORD
            ? ""
            : tokens.get(0).text().toUpperCase(Locale.ROOT);
    return new Statement(text, keyword, Optional.empty(), outputFormat(tokens), totals(tokens));
  }

  /**
   * The statement, if the last of the tokens ends the head of an INSERT. The table's name, which
   * could be such a word too, is among the first three tokens.
   */
  private static Optional<Statement> insertAt(byte[] text, List<SqlToken> tokens, SqlLexer lexer) {
    SqlToken last = tokens.get(tokens.size() - 1);
    SqlToken before = tokens.get(tokens.size() - 2);
    if (before.isMark(".")) {
      return Optional.empty();
    }
    if (last.is("VALUES")) {
      return Optional.of(insert(text, last.start(), "Values", last.end()));
    }
    if (last.is("FORMAT") && lexer.hasNext()) {
      SqlToken name = lexer.next();
      int start = name.is("Values") ? name.end() : dataStart(text, name.end());
      return Optional.of(insert(text, last.start(), name.text(), start));
    }
    return Optional.empty();
  }

  private static Statement insert(byte[] text, int headEnd, String format, int dataStart) {
    return new Statement(
        Arrays.copyOf(text, headEnd),
        "INSERT",
        Optional.of(new InsertData(format, dataStart)),
        Optional.empty(),
        false);
  }

  /** Data starts after blanks and one line end, or after a semicolon, as on a server. */
  private static int dataStart(byte[] text, int formatEnd) {
    int start = formatEnd;
    if (start < text.length && text[start] == ';') {
      start++;
    }
    while (start < text.length
        && (text[start] == ' ' || text[start] == '\t' || text[start] == '\f')) {
      start++;
    }
    if (start < text.length && text[start] == '\r') {
      start++;
    }
    if (start < text.length && text[start] == '\n') {
      start++;
    }
    return start;
  }

  private static Optional<String> outputFormat(List<SqlToken> tokens) {
    for (int i = tokens.size() - 2; i > 0; i--) {
      SqlToken token = tokens.get(i);
      if (token.depth() == 0 && token.is("FORMAT") && tokens.get(i + 1).isIdentifier()) {
        return Optional.of(tokens.get(i + 1).text());
      }
    }
    return Optional.empty();
  }

  private static boolean totals(List<SqlToken> tokens) {
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.get(i).is("TOTALS") && tokens.get(i - 1).is("WITH")) {
        return true;
      }
    }
    return false;
  }
}
