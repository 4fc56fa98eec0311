package dev.faultline.ingest.source.page;

import dev.faultline.ingest.check.IncidentCheck;
import dev.faultline.ingest.check.PlainText;
import dev.faultline.ingest.check.ProviderSpelling;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.ContentHash;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One incident of a status page of any make.
 *
 * @param owner whose page it is
 * @param id which incident
 * @param isMaintenance whether it is planned
 * @param status how it stands
 * @param severity how bad it is
 * @param begin when it began
 * @param end when it ended; null if it has not
 * @param updated when the page last changed it; null if nobody says
 * @param title its title, which may be HTML
 * @param services the components that it names
 */
record PageIncident(
    Owner owner,
    String id,
    boolean isMaintenance,
    IncidentStatus status,
    Severity severity,
    Instant begin,
    Instant end,
    Instant updated,
    String title,
    List<String> services) {

  /**
   * Whose page it is.
   *
   * @param page its name in lower case, with hyphens
   * @param provider the canonical id of a listed provider; else the page
   */
  record Owner(String page, String provider) {

    /** By the page's name. */
    static Owner named(String name, String field) throws RefusedException {
      String plain = name.replaceAll("(?i)\\s+(?:system |service )?status(?: page)?\\s*$", "");
      String page =
          plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
      if (page.isEmpty()) {
        throw new RefusedException(field, "has no letter and no digit");
      }
      return new Owner(
          page, ProviderSpelling.isListed(plain) ? ProviderSpelling.canonical(plain) : page);
    }

    String source(ReadOptions options) {
      return options.source().orElse(page + "-status");
    }
  }

  /**
   * The sighting.
   *
   * @throws RefusedException for the first field that is wrong
   */
  IncidentRevision sighting(JsonFields incident, ReadOptions options) throws RefusedException {
    IncidentKind outage =
        ProviderSpelling.isHost(owner.provider) ? IncidentKind.OUTAGE : IncidentKind.DEPENDANT;
    return IncidentCheck.check(
        IncidentRevision.newBuilder()
            .setSource(owner.source(options))
            .setIncidentId(id)
            .setRevision(0)
            .setContentHash(ContentHash.of(incident.object(), Set.of()))
            .setKnownAt(options.observedAt().orElse(updated == null ? begin : updated))
            .setKind(isMaintenance ? IncidentKind.MAINTENANCE : outage)
            .setProvider(owner.provider)
            .setStatus(status)
            .setSeverity(isMaintenance ? Severity.INFO : severity)
            .setBeginsAt(begin)
            .setEndsAt(end)
            .setTitle(PlainText.title(PlainText.ofHtml(title)))
            .setScopes(List.of(new Scope(owner.provider, null, null)))
            .setServices(services)
            .setModifiedAt(updated),
        options.times());
  }
}
