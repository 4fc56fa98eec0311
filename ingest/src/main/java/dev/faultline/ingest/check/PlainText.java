package dev.faultline.ingest.check;

/** Foreign text as one line. */
public final class PlainText {

  private static final int LONGEST_TITLE = 1000;

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
}
