package dev.faultline.ingest.source.gcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.faultline.ingest.check.IncidentCheck;
import dev.faultline.ingest.check.PlainText;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.check.TimeLimits;
import dev.faultline.ingest.incident.ContentHash;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.syndication.SyndicationEntry;
import dev.faultline.ingest.source.syndication.SyndicationTime;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One entry of Google Cloud's Atom feed: an incident as its newest update tells it. */
record GcpAtomEntry(SyndicationEntry entry, String text, Instant updated) {

  private static final String PROVIDER = "gcp";
  private static final String TIME = "(\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2})";
  private static final Pattern ID = Pattern.compile("/incidents?/([A-Za-z0-9_/-]{4,80})");
  private static final Pattern BEGAN = Pattern.compile("Incident began at " + TIME);
  private static final Pattern ENDED = Pattern.compile("ended at " + TIME);
  private static final Pattern ZONE =
      Pattern.compile("all times are ([A-Za-z]{2,20}(?:/[A-Za-z_]{2,30})?)");
  private static final Pattern RESOLVED = Pattern.compile("(?i)^\\s*resolved\\b:?\\s*");
  private static final Pattern PREFIX =
      Pattern.compile("(?i)^\\s*(?:resolved|update|service (?:issue|outage|disruption)):\\s*");
  private static final Pattern LOCATIONS =
      Pattern.compile("(?i)Affected locations?: (.{1,4000}?)(?:Affected products?:|\\s-{3,}|$)");
  private static final Pattern LOCATION = Pattern.compile("\\(([a-z]+[a-z0-9-]*)\\)");
  private static final Pattern EVERYWHERE = Pattern.compile("(?i)^\\s*global\\b(?! \\()");
  private static final Pattern PRODUCTS =
      Pattern.compile("(?i)Affected products?: (.{1,4000}?)(?:Affected locations?:|\\s-{3,}|$)");
  private static final int LONGEST_TEXT = 100_000;

  /** An incident, and whether its begin is only when it was published. */
  record Told(IncidentRevision revision, boolean isGuess) {}

  static GcpAtomEntry of(SyndicationEntry entry) throws RefusedException {
    Instant updated =
        TimeLimits.stated(
            "updated",
            SyndicationTime.of(
                "updated", entry.updated() == null ? entry.published() : entry.updated()));
    String html = entry.text() == null ? "" : entry.text();
    String plain = PlainText.ofHtml(html.substring(0, Math.min(html.length(), LONGEST_TEXT)));
    return new GcpAtomEntry(entry, plain.replaceAll("[\\s\\u00a0]+", " ").strip(), updated);
  }

  /**
   * What it says.
   *
   * @throws RefusedException if it cannot be told which incident it is
   */
  Told told(ReadOptions options) throws RefusedException {
    Instant said = time(BEGAN);
    Instant end = time(ENDED);
    Instant begin = said == null ? updated : said;
    String title = PlainText.title(PlainText.ofHtml(entry.title() == null ? "" : entry.title()));
    boolean isOver = end != null || RESOLVED.matcher(title).find();
    IncidentRevision revision =
        IncidentCheck.check(
            IncidentRevision.newBuilder()
                .setSource(options.source().orElse("gcp-status"))
                .setIncidentId(id())
                .setRevision(0)
                .setContentHash(
                    ContentHash.of(
                        JsonNodeFactory.instance.objectNode().put("title", title).put("text", text),
                        Set.of()))
                .setKnownAt(options.observedAt().orElse(updated))
                .setKind(IncidentKind.OUTAGE)
                .setProvider(PROVIDER)
                .setStatus(isOver ? IncidentStatus.RESOLVED : IncidentStatus.INVESTIGATING)
                .setSeverity(Severity.MINOR)
                .setBeginsAt(begin)
                .setEndsAt(isOver ? (end == null ? updated : end) : null)
                .setTitle(PREFIX.matcher(title).replaceFirst(""))
                .setUrl(entry.link())
                .setScopes(scopes())
                .setServices(services())
                .setModifiedAt(updated),
            options.times());
    return new Told(revision, said == null);
  }

  private String id() throws RefusedException {
    Matcher id = ID.matcher(entry.link() == null ? "" : entry.link());
    if (!id.find()) {
      throw new RefusedException("link", "names no incident of status.cloud.google.com");
    }
    return id.group(1);
  }

  /** In the zone that the text names for all of its times; null if there is none or it is wrong. */
  private Instant time(Pattern said) {
    Matcher time = said.matcher(text);
    Matcher zone = ZONE.matcher(text);
    if (!time.find() || !zone.find()) {
      return null;
    }
    try {
      return LocalDateTime.parse(time.group(1).replace(' ', 'T'))
          .atZone(ZoneId.of(zone.group(1)))
          .toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private List<Scope> scopes() {
    List<Scope> scopes = new ArrayList<>();
    Matcher locations = LOCATIONS.matcher(text);
    if (locations.find()) {
      if (EVERYWHERE.matcher(locations.group(1)).find()) {
        scopes.add(new Scope(PROVIDER, "global", null));
      }
      Matcher location = LOCATION.matcher(locations.group(1));
      while (location.find()) {
        scopes.add(new Scope(PROVIDER, location.group(1), null));
      }
    }
    return scopes;
  }

  private List<String> services() {
    Matcher products = PRODUCTS.matcher(text);
    return products.find()
        ? Stream.of(products.group(1).split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty() && name.length() <= 200)
            .toList()
        : List.of();
  }
}
