package dev.faultline.ingest.source.statuspage;

import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.schemas.IncidentKind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose page it is.
 *
 * @param provider the page's name in lower case, with hyphens
 * @param kind of its incidents: outages of those who host others or are on everybody's path; all
 *     others depend on them
 */
record StatuspageOwner(String provider, IncidentKind kind) {

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

  private static final Set<String> HOSTS =
      Set.of(
          "akamai",
          "cloudflare",
          "contabo",
          "digitalocean",
          "equinix",
          "fastly",
          "github",
          "hetzner",
          "latitude-sh",
          "leaseweb",
          "linode",
          "ovhcloud",
          "scaleway",
          "upcloud",
          "vultr");

  private static final String SUFFIX = "-status";

  /**
   * Tells by the page, else by its id, else by the name of the source.
   *
   * @throws RefusedException if none of these is there
   */
  static StatuspageOwner of(JsonFields document, JsonFields incident, Optional<String> source)
      throws RefusedException {
    String page = document.object().path("page").path("name").asText("");
    String known = PAGES.get(incident.object().path("page_id").asText(""));
    String provider;
    if (!page.isBlank()) {
      provider = slug(page);
    } else if (known != null) {
      provider = known;
    } else if (source.isPresent()) {
      String name = source.get();
      provider =
          slug(name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name);
    } else {
      throw new RefusedException(
          "page",
          "is not there and page_id is not known: say whose it is with --source NAME-status");
    }
    if (provider.isEmpty()) {
      throw new RefusedException("page.name", "has no letter and no digit");
    }
    return new StatuspageOwner(
        provider, HOSTS.contains(provider) ? IncidentKind.OUTAGE : IncidentKind.DEPENDANT);
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
