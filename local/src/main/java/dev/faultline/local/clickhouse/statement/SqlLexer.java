package dev.faultline.local.clickhouse.statement;

import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;

/**
 * Splits a statement into tokens by ClickHouse's lexical rules: comments of all four kinds, quotes
 * with backslash escapes and doubled quotes, heredocs. It is used to find where the data of an
 * INSERT begins and which output format a query names. Nothing that must not be passed by depends
 * on it: the engine parses the same text itself.
 */
public final class SqlLexer {

  private final byte[] text;
  private int position;
  private int depth;

  public SqlLexer(byte[] text) {
    this.text = text;
  }

  /** Whether the rest of the text has no token but semicolons. */
  public boolean isEmpty() {
    while (hasNext()) {
      if (!next().isMark(";")) {
        return false;
      }
    }
    return true;
  }

  /** Whether another token follows. */
  public boolean hasNext() {
    skipBlanks();
    return position < text.length;
  }

  /**
   * The next token.
   *
   * @throws NoSuchElementException at the end of the text
   */
  public SqlToken next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int start = position;
    byte first = text[start];
    if (isWordPart(first)) {
      while (position < text.length && isWordPart(text[position])) {
        position++;
      }
      return token(SqlToken.Kind.WORD, start);
    }
    if (first == '\'') {
      skipQuoted(first);
      return token(SqlToken.Kind.STRING, start);
    }
    if (first == '`' || first == '"') {
      skipQuoted(first);
      return token(SqlToken.Kind.QUOTED_IDENTIFIER, start);
    }
    if (first == '$' && skipHeredoc()) {
      return token(SqlToken.Kind.STRING, start);
    }
    position++;
    return mark(first, start);
  }

  private SqlToken mark(byte first, int start) {
    if (first == ')' || first == ']' || first == '}') {
      depth--;
    }
    SqlToken token = token(SqlToken.Kind.OTHER, start);
    if (first == '(' || first == '[' || first == '{') {
      depth++;
    }
    return token;
  }

  private SqlToken token(SqlToken.Kind kind, int start) {
    String value = new String(text, start, position - start, StandardCharsets.UTF_8);
    return new SqlToken(kind, value, start, position, depth);
  }

  private void skipBlanks() {
    while (position < text.length) {
      byte b = text[position];
      if (b == ' ' || (b >= 9 && b <= 13)) {
        position++;
      } else if (startsWith("--") || startsWith("//") || startsWith("#!") || startsWith("# ")) {
        skipTo("\n");
      } else if (startsWith("/*")) {
        position += 2;
        skipTo("*/");
      } else {
        return;
      }
    }
  }

  private void skipTo(String mark) {
    while (position < text.length && !startsWith(mark)) {
      position++;
    }
    position = Math.min(text.length, position + mark.length());
  }

  private void skipQuoted(byte quote) {
    position++;
    while (position < text.length) {
      byte b = text[position++];
      if (b == '\\') {
        position = Math.min(text.length, position + 1);
      } else if (b == quote) {
        if (position < text.length && text[position] == quote) {
          position++;
        } else {
          return;
        }
      }
    }
  }

  /** A heredoc is {@code $tag$…$tag$}; a lone dollar sign is left alone. */
  private boolean skipHeredoc() {
    int end = position + 1;
    while (end < text.length && isWordPart(text[end])) {
      end++;
    }
    if (end >= text.length || text[end] != '$') {
      return false;
    }
    String tag = new String(text, position, end + 1 - position, StandardCharsets.US_ASCII);
    position = end + 1;
    skipTo(tag);
    return true;
  }

  private boolean startsWith(String mark) {
    if (position + mark.length() > text.length) {
      return false;
    }
    for (int i = 0; i < mark.length(); i++) {
      if (text[position + i] != mark.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWordPart(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_';
  }
}
