package dev.faultline.ingest.check;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Foreign text, which may be HTML, as text of ours. */
public final class PlainText {

  private static final int LONGEST_TITLE = 1000;

  /** A tag or a comment; a sign that merely means "less than" is followed by neither. */
  private static final Pattern TAG = Pattern.compile("<(?:/?[A-Za-z]|!)[^<>]*>");

  private static final Map<String, String> CHARACTERS =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("ndash", "–"),
          Map.entry("mdash", "—"),
          Map.entry("lsquo", "‘"),
          Map.entry("rsquo", "’"),
          Map.entry("ldquo", "“"),
          Map.entry("rdquo", "”"),
          Map.entry("hellip", "…"),
          Map.entry("bull", "•"),
          Map.entry("copy", "©"),
          Map.entry("reg", "®"),
          Map.entry("trade", "™"),
          Map.entry("times", "×"));

  private static final Pattern ENTITY =
      Pattern.compile(
          "&(?:#(?<decimal>[0-9]{1,7})|#[xX](?<hex>[0-9A-Fa-f]{1,6})|(?<name>"
              + String.join("|", CHARACTERS.keySet())
              + "));");

  private PlainText() {}

  /**
   * A title: every run of blanks as one, and cut after 1,000 characters (by code points, so that
   * the longest title fits whatever its alphabet).
   */
  public static String title(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    int length = line.codePointCount(0, line.length());
    return length <= LONGEST_TITLE
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_TITLE - 1)) + "…";
  }

  /** HTML without its tags, each of which parts words, and with its commonest entities read. */
  public static String ofHtml(String html) {
    String text = TAG.matcher(html).replaceAll(" ");
    Matcher entity = ENTITY.matcher(text);
    StringBuilder plain = new StringBuilder();
    while (entity.find()) {
      entity.appendReplacement(plain, Matcher.quoteReplacement(character(entity)));
    }
    return entity.appendTail(plain).toString();
  }

  /** What an entity stands for; the entity itself if that is no character for a text. */
  private static String character(Matcher entity) {
    if (entity.group("name") != null) {
      return CHARACTERS.get(entity.group("name"));
    }
    String hex = entity.group("hex");
    int code = hex == null ? Integer.parseInt(entity.group("decimal")) : Integer.parseInt(hex, 16);
    if (code == '\u00a0' || Character.isWhitespace(code)) {
      return " ";
    }
    boolean isText =
        Character.isValidCodePoint(code)
            && !Character.isISOControl(code)
            && Character.getType(code) != Character.SURROGATE;
    return isText ? Character.toString(code) : entity.group();
  }
}
