package dev.faultline.ingest.source.mapped;

import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import java.util.Locale;

/**
 * What part of a text counts, in this order; an empty text asks for nothing.
 *
 * @param after what follows the first occurrence of this; a text without it says nothing
 * @param before what precedes the first occurrence of this; all of a text without it
 * @param prefix what the rest must begin with, and loses
 * @param remove what is taken out wherever it stands
 * @param lowercase whether capitals become small letters
 */
record Trimming(String after, String before, String prefix, String remove, boolean lowercase) {

  static final Trimming NONE = new Trimming("", "", "", "", false);

  /**
   * The part that counts, without blanks around it; perhaps empty.
   *
   * @throws RefusedException if it does not begin with the prefix
   */
  String of(String text) throws RefusedException {
    String part = text;
    if (!after.isEmpty()) {
      int at = part.indexOf(after);
      part = at < 0 ? "" : part.substring(at + after.length());
    }
    int end = before.isEmpty() ? -1 : part.indexOf(before);
    part = (end < 0 ? part : part.substring(0, end)).strip();
    if (!prefix.isEmpty() && !part.isEmpty()) {
      if (!part.startsWith(prefix)) {
        throw new RefusedException(
            null, Quoted.of(part) + " does not begin with " + Quoted.of(prefix));
      }
      part = part.substring(prefix.length());
    }
    if (!remove.isEmpty()) {
      part = part.replace(remove, "");
    }
    return (lowercase ? part.toLowerCase(Locale.ROOT) : part).strip();
  }
}
