package dev.faultline.ingest.source.azure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.faultline.ingest.check.IncidentCheck;
import dev.faultline.ingest.check.PlainText;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.check.TimeLimits;
import dev.faultline.ingest.incident.ContentHash;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One item of Azure's status feed, as its elements were written.
 *
 * @param guid which incident; the title stands in for it
 * @param published RFC 1123
 * @param categories services and regions, mixed
 */
record AzureItem(
    String guid,
    String title,
    String description,
    String link,
    String published,
    List<String> categories) {

  private static final String PROVIDER = "azure";
  private static final Duration LONGEST_DELAY = Duration.ofDays(7);
  private static final Pattern START =
      Pattern.compile(
          "(?:Starting at|Between|Beginning at)(?: approximately| about| around)?"
              + " (\\d{1,2}:\\d{2})(?: UTC)? (?:.{0,20}UTC )?on (\\d{1,2} [A-Z][a-z]+ \\d{4})");
  private static final Pattern OVER =
      Pattern.compile(
          "(?i)^\\W*(resolved|mitigated|mitigation confirmed|post incident review)\\b.*");
  private static final DateTimeFormatter PROSE =
      DateTimeFormatter.ofPattern("d MMMM uuuu H:mm", Locale.ENGLISH);

  /**
   * What the item says.
   *
   * @param seen when the feed was read or built; null if nobody says
   * @throws RefusedException if it cannot be told which incident it is, or when it was published
   */
  IncidentRevision revision(ReadOptions options, Instant seen) throws RefusedException {
    Instant publishedAt = TimeLimits.stated("pubDate", time(published));
    String text = PlainText.ofHtml(description == null ? "" : description);
    String line = PlainText.title(PlainText.ofHtml(title == null ? "" : title));
    return IncidentCheck.check(
        IncidentRevision.newBuilder()
            .setSource(options.source().orElse("azure-status"))
            .setIncidentId(guid == null || guid.isBlank() ? line : guid)
            .setRevision(0)
            .setContentHash(ContentHash.of(content(), Set.of()))
            .setKnownAt(options.observedAt().orElse(seen == null ? publishedAt : seen))
            .setKind(IncidentKind.OUTAGE)
            .setProvider(PROVIDER)
            .setStatus(
                OVER.matcher(line).matches()
                    ? IncidentStatus.RESOLVED
                    : IncidentStatus.INVESTIGATING)
            .setSeverity(Severity.MAJOR)
            .setBeginsAt(begin(text, publishedAt))
            .setTitle(line)
            .setUrl(link)
            .setScopes(scopes())
            .setServices(
                categories.stream().filter(name -> AzureRegions.id(name).isEmpty()).toList())
            .setModifiedAt(publishedAt),
        options.times());
  }

  private ObjectNode content() {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    content.put("title", title).put("description", description).put("pubDate", published);
    categories.forEach(content.putArray("categories")::add);
    return content;
  }

  /** RFC 1123, with a Z where that has an offset. */
  static Instant time(String text) throws RefusedException {
    if (text == null || text.isBlank()) {
      throw new RefusedException("pubDate", "is required");
    }
    String zoned = text.strip().endsWith(" Z") ? text.strip().replace(" Z", " GMT") : text.strip();
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(zoned));
    } catch (DateTimeException e) {
      throw new RefusedException(
          "pubDate", Quoted.of(text) + " is not a time such as Thu, 23 Jul 2026 16:29:09 Z");
    }
  }

  /** The time that the text begins with, if it is a little before the publication. */
  private static Instant begin(String text, Instant publishedAt) {
    Matcher start = START.matcher(text);
    if (start.find()) {
      try {
        Instant said =
            LocalDateTime.parse(start.group(2) + " " + start.group(1), PROSE)
                .toInstant(ZoneOffset.UTC);
        if (!said.isAfter(publishedAt) && said.isAfter(publishedAt.minus(LONGEST_DELAY))) {
          return said;
        }
      } catch (DateTimeException e) {
        // prose that only looks like a time
      }
    }
    return publishedAt;
  }

  private List<Scope> scopes() {
    List<Scope> scopes = new ArrayList<>();
    for (String category : categories) {
      Optional<String> region = AzureRegions.id(category);
      region.ifPresent(id -> scopes.add(new Scope(PROVIDER, id, null)));
    }
    return scopes;
  }
}
