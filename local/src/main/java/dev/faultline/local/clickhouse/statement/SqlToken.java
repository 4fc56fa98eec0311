package dev.faultline.local.clickhouse.statement;

/**
 * A significant token of a statement.
 *
 * @param start offset of its first byte
 * @param end offset after its last byte
 * @param depth how many brackets are open around it; a bracket has the depth of what is outside it
 */
public record SqlToken(Kind kind, String text, int start, int end, int depth) {

  /** The kinds that the front tells apart. */
  public enum Kind {
    WORD,
    QUOTED_IDENTIFIER,
    STRING,
    OTHER
  }

  /** Whether this is a given keyword, in any case, not quoted. */
  public boolean is(String keyword) {
    return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
  }

  /** Whether this is a given punctuation mark. */
  public boolean isMark(String mark) {
    return kind == Kind.OTHER && text.equals(mark);
  }

  public boolean isIdentifier() {
    return kind == Kind.WORD || kind == Kind.QUOTED_IDENTIFIER;
  }
}
