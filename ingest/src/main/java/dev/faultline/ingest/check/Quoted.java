package dev.faultline.ingest.check;

import java.util.regex.Pattern;

/** Foreign text inside a message: quoted, on one line, and short however long the text is. */
public final class Quoted {

  private static final int LONGEST = 64;
  private static final int LONGEST_URL = 200;
  private static final Pattern QUERY = Pattern.compile("[?#].*", Pattern.DOTALL);
  private static final Pattern USER = Pattern.compile("(?<=//)[^/]*@");

  private Quoted() {}

  /** The text in single quotes, control characters as {@code ?}, cut after 64 characters. */
  public static String of(String text) {
    return "'" + line(text, LONGEST) + "'";
  }

  /**
   * A URL in single quotes, without the user, the query and the fragment: a key may stand in them.
   */
  public static String url(String url) {
    String withoutQuery = QUERY.matcher(url).replaceFirst("");
    return "'" + line(USER.matcher(withoutQuery).replaceFirst(""), LONGEST_URL) + "'";
  }

  /** The text on one line: control characters as {@code ?}, cut after so many characters. */
  public static String line(String text, int longest) {
    StringBuilder line = new StringBuilder();
    int length = Math.min(text.length(), longest);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return line.append(text.length() > longest ? "…" : "").toString();
  }
}
