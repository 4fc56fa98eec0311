package dev.faultline.ingest.source.gcp;

import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.json.JsonFields;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Google Cloud's way of saying that two of its incidents are one: the last update of the one is a
 * sentence with a link to the other.
 */
final class GcpMerge {

  private static final Pattern SENTENCE =
      Pattern.compile(
          "is being merged with (?:an existing|another) incident\\b[^/]{0,200}"
              + "https://status\\.cloud\\.google\\.com/incidents/(\\w{1,64})");

  private GcpMerge() {}

  /**
   * The id of the incident into which this one was merged; empty if it was not.
   *
   * @param update the newest update; an empty object if there is none
   */
  static Optional<String> into(JsonFields update) throws RefusedException {
    String text = update.text("text");
    Matcher sentence = SENTENCE.matcher(text == null ? "" : text);
    return sentence.find() ? Optional.of(sentence.group(1)) : Optional.empty();
  }
}
