package dev.faultline.snapshot.page;

/** Text in HTML. */
final class Html {

  private Html() {}

  /** Text as it stands, in an element or an attribute in double quotes. */
  static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
