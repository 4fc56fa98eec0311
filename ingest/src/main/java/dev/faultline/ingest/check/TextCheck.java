package dev.faultline.ingest.check;

/** What text may stand in a key, a name or an attribute. */
public final class TextCheck {

  /** The longest identifier, in bytes of UTF-8. */
  public static final int IDENTIFIER_BYTES = 256;

  /** The longest attribute, in bytes of UTF-8. */
  public static final int ATTRIBUTE_BYTES = 1024;

  private static final int NO_UTF8 = -1;

  private TextCheck() {}

  /**
   * Checks an identifier that the source chose: kept as it is.
   *
   * @throws RefusedException if it is missing, blank, over 256 bytes, or holds control characters
   */
  public static String identifier(String field, String text) throws RefusedException {
    if (text == null || text.isBlank()) {
      throw new RefusedException(field, "is required");
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        throw new RefusedException(field, "holds a control character");
      }
    }
    return sized(field, text, IDENTIFIER_BYTES);
  }

  /**
   * Checks a name of ours, which is a part of keys: lower-case letters, digits, dot, dash and
   * underscore, beginning with a letter or digit; no slash.
   *
   * @throws RefusedException if it is missing, over 256 bytes or holds anything else
   */
  public static String token(String field, String text) throws RefusedException {
    String identifier = identifier(field, text);
    for (int i = 0; i < identifier.length(); i++) {
      if (!isOfToken(identifier.charAt(i), i == 0)) {
        throw new RefusedException(
            field,
            Quoted.of(text) + " is not a lower-case name of letters, digits, '.', '-' and '_'");
      }
    }
    return identifier;
  }

  private static boolean isOfToken(char c, boolean first) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (!first && (c == '.' || c == '-' || c == '_'));
  }

  /**
   * Checks a descriptive attribute: without the blanks around it; blank is missing.
   *
   * @return null if it is missing
   * @throws RefusedException if it is over 1,024 bytes or not well-formed
   */
  public static String attribute(String field, String text) throws RefusedException {
    if (text == null || text.isBlank()) {
      return null;
    }
    return sized(field, text.strip(), ATTRIBUTE_BYTES);
  }

  /**
   * Checks the length of a text.
   *
   * @throws RefusedException if it is longer, or its surrogates are not in pairs, so that it has no
   *     UTF-8 form
   */
  public static String sized(String field, String text, int bytes) throws RefusedException {
    int size = utf8Length(text);
    if (size == NO_UTF8) {
      throw new RefusedException(field, "holds half a character (an unpaired surrogate)");
    }
    if (size > bytes) {
      throw new RefusedException(field, "is " + size + " bytes long, more than " + bytes);
    }
    return text;
  }

  /** The length in UTF-8; {@link #NO_UTF8} if the text has no such form. */
  private static int utf8Length(String text) {
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        size += 1;
      } else if (c < 0x800) {
        size += 2;
      } else if (!Character.isSurrogate(c)) {
        size += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        size += 4;
        i++;
      } else {
        return NO_UTF8;
      }
    }
    return size;
  }
}
