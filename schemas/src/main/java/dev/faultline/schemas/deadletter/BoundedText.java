package dev.faultline.schemas.deadletter;

import java.nio.charset.StandardCharsets;

/** Text that is cut to a number of bytes. */
public final class BoundedText {

  private static final String ELLIPSIS = " ...";

  private BoundedText() {}

  /**
   * The text, or its beginning and an ellipsis, in at most so many bytes of UTF-8. Characters are
   * kept whole.
   *
   * @param text null becomes "null", as in messages of exceptions
   * @param maxBytes at least 4
   */
  public static String cut(String text, int maxBytes) {
    String whole = String.valueOf(text);
    // a character takes three bytes at most, a pair of surrogates four
    if (whole.length() <= maxBytes / 3) {
      return whole;
    }
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= maxBytes) {
      return whole;
    }
    int end = maxBytes - ELLIPSIS.length();
    while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8) + ELLIPSIS;
  }
}
