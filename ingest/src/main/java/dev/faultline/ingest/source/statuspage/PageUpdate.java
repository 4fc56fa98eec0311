package dev.faultline.ingest.source.statuspage;

import dev.faultline.ingest.check.PlainText;
import dev.faultline.ingest.source.prose.ProseLabel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One update in the text of a feed's entry: {@code <small>Oct 21, 17:39 UTC</small><br>
 * <strong>Resolved</strong> - ...}. The newest stands first.
 *
 * @param status as the page says it, in lower case
 * @param at when it was posted; empty if it does not say so, or in a zone that is not known
 */
record PageUpdate(String status, Optional<Instant> at) {

  private static final Pattern UPDATE =
      Pattern.compile(
          "(?is)(?:<small>(?<at>.{1,400}?)</small>\\s*(?:<br\\s*/?>\\s*)?)?"
              + "<(?<tag>strong|b)>\\s*(?:status:\\s*)?(?<status>[a-z][a-z -]{2,30}?)\\s*</\\k<tag>>");

  private static final int LONGEST_TEXT = 200_000;

  /** All updates of a text, the newest first. */
  static List<PageUpdate> in(String html, Instant newest) {
    String head = html.length() > LONGEST_TEXT ? html.substring(0, LONGEST_TEXT) : html;
    List<PageUpdate> updates = new ArrayList<>();
    Matcher update = UPDATE.matcher(head);
    while (update.find()) {
      String status = update.group("status").toLowerCase(Locale.ROOT);
      if (PageState.isOne(status)) {
        String label = update.group("at");
        updates.add(
            new PageUpdate(
                status,
                label == null ? Optional.empty() : ProseLabel.of(PlainText.ofHtml(label), newest)));
      }
    }
    return updates;
  }
}
