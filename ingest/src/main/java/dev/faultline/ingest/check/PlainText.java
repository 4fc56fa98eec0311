package dev.faultline.ingest.check;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Foreign text, which may be HTML, as text of ours. */
public final class PlainText {

  private static final int LONGEST_TITLE = 1000;

  /** A tag or a comment; a sign that merely means "less than" is followed by neither. */
  private static final Pattern TAG = Pattern.compile("<(?:/?[A-Za-z]|!)[^<>]*>");

  private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt|quot|apos|nbsp|#39);");
  private static final Map<String, String> CHARACTERS =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "#39", "'", "nbsp", " ");

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
    return ENTITY
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(CHARACTERS.getOrDefault(match.group(1), "")));
  }
}
