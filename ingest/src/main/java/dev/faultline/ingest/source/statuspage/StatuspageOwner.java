package dev.faultline.ingest.source.statuspage;

import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.ingest.source.page.PageOwner;
import java.util.Map;
import java.util.Optional;

/** Whose document of a Statuspage it is: by its page, else by ids, else as the user says. */
final class StatuspageOwner {

  /** Pages known by id, for recordings of incidents without their page. */
  private static final Map<String, String> PAGES =
      Map.of(
          "yh6f0r4529hb",
          "cloudflare",
          "kctbh9vrtdwd",
          "github",
          "s2k7tnzlhrpw",
          "digitalocean",
          // since May 2023
          "w4cz49tckxhp",
          "digitalocean");

  private StatuspageOwner() {}

  /**
   * Tells by the page, else by its id, else by the name of the source.
   *
   * @throws RefusedException if none of these is there, or the source is another provider's
   */
  static PageOwner of(JsonFields document, JsonFields incident, Optional<String> source)
      throws RefusedException {
    String known = PAGES.get(incident.object().path("page_id").asText(""));
    if (pageName(document).isBlank() && known != null) {
      return PageOwner.named(known, "page_id");
    }
    return ofPage(document, source)
        .orElseThrow(
            () ->
                new RefusedException(
                    "page",
                    "is not there and page_id is not known: say whose it is with --source"
                        + " NAME-status"));
  }

  /**
   * Whose document it is, by its page or else by the name of the source; empty if neither tells.
   *
   * @throws RefusedException if the page is of one provider and the source of another
   */
  static Optional<PageOwner> ofPage(JsonFields document, Optional<String> source)
      throws RefusedException {
    String page = pageName(document);
    String known = PAGES.get(document.object().path("page").path("id").asText(""));
    if (page.isBlank() && known == null) {
      return source.isPresent()
          ? Optional.of(PageOwner.named(source.get(), "source"))
          : Optional.empty();
    }
    PageOwner owner =
        page.isBlank() ? PageOwner.named(known, "page.id") : PageOwner.named(page, "page.name");
    return Optional.of(owner.unlessNamed(source, "page.name"));
  }

  private static String pageName(JsonFields document) {
    String page = document.object().path("page").path("name").asText("");
    return page.isBlank() ? document.object().path("page_title").asText("") : page;
  }
}
