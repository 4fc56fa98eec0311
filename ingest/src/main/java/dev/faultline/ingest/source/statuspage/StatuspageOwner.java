package dev.faultline.ingest.source.statuspage;

import dev.faultline.ingest.check.ProviderSpelling;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.schemas.IncidentKind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose page it is.
 *
 * @param page its name in lower case, with hyphens
 * @param provider the canonical id of a provider that the table lists under the page's name; else
 *     the page
 * @param kind of its incidents: outages of those who host others or are on everybody's path; all
 *     others depend on them
 */
record StatuspageOwner(String page, String provider, IncidentKind kind) {

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

  /** Not in the table of hosts, but on everybody's path. */
  private static final Set<String> ON_THE_PATH = Set.of("fastly", "github");

  private static final Pattern NAMED =
      Pattern.compile("(?i)(.*\\S)(?:\\s+|-)(?:system |service )?status(?: page| dashboard)?\\s*");

  /**
   * Tells by the page, else by its id, else by the name of the source.
   *
   * @throws RefusedException if none of these is there, or the source is another provider's
   */
  static StatuspageOwner of(JsonFields document, JsonFields incident, Optional<String> source)
      throws RefusedException {
    String known = PAGES.get(incident.object().path("page_id").asText(""));
    if (pageName(document).isBlank() && known != null) {
      return named(known, "page_id");
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
  static Optional<StatuspageOwner> ofPage(JsonFields document, Optional<String> source)
      throws RefusedException {
    String page = pageName(document);
    String known = PAGES.get(document.object().path("page").path("id").asText(""));
    Optional<StatuspageOwner> bySource =
        source.isPresent()
            ? Optional.of(named(withoutStatus(source.get()), "source"))
            : Optional.empty();
    if (page.isBlank() && known == null) {
      return bySource;
    }
    StatuspageOwner owner =
        page.isBlank() ? named(known, "page.id") : named(withoutStatus(page), "page.name");
    if (bySource.isPresent()
        && ProviderSpelling.isListed(bySource.get().provider)
        && ProviderSpelling.isListed(owner.provider)
        && !bySource.get().provider.equals(owner.provider)) {
      throw new RefusedException(
          "page.name",
          "is the page of " + owner.provider + ", and the source is " + source.orElseThrow());
    }
    return Optional.of(owner);
  }

  private static String pageName(JsonFields document) {
    String page = document.object().path("page").path("name").asText("");
    return page.isBlank() ? document.object().path("page_title").asText("") : page;
  }

  private static StatuspageOwner named(String name, String field) throws RefusedException {
    String page = slug(name);
    if (page.isEmpty()) {
      throw new RefusedException(field, "has no letter and no digit");
    }
    String spelling = ProviderSpelling.isListed(name) ? name : page;
    boolean isListed = ProviderSpelling.isListed(spelling);
    return new StatuspageOwner(
        page,
        isListed ? ProviderSpelling.canonical(spelling) : page,
        ProviderSpelling.isHost(spelling) || ON_THE_PATH.contains(page)
            ? IncidentKind.OUTAGE
            : IncidentKind.DEPENDANT);
  }

  /** Pages are also called by what they are: {@code Linode Status}. */
  private static String withoutStatus(String name) {
    Matcher named = NAMED.matcher(name);
    return named.matches() ? named.group(1) : name;
  }

  private static String slug(String name) {
    StringBuilder slug = new StringBuilder();
    for (char character : name.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean plain = character >= 'a' && character <= 'z' || character >= '0' && character <= '9';
      if (plain) {
        slug.append(character);
      } else if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
        slug.append('-');
      }
    }
    int end = slug.length();
    return slug.substring(0, end > 0 && slug.charAt(end - 1) == '-' ? end - 1 : end);
  }
}
