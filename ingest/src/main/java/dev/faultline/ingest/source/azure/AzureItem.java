package dev.faultline.ingest.source.azure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.faultline.ingest.check.IncidentCheck;
import dev.faultline.ingest.check.PlainText;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.check.TimeLimits;
import dev.faultline.ingest.incident.ContentHash;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.prose.ProsePeriod;
import dev.faultline.ingest.source.prose.ProseStatus;
import dev.faultline.ingest.source.syndication.SyndicationEntry;
import dev.faultline.ingest.source.syndication.SyndicationTime;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /**
   * What the item says.
   *
   * @param revision the incident as it says it
   * @param isGuess whether it has times in it of which none could be read as its begin, so that its
   *     publication stands in for that
   */
  record DatedRevision(IncidentRevision revision, boolean isGuess) {}

  static AzureItem of(SyndicationEntry entry) {
    return new AzureItem(
        entry.id(),
        entry.title(),
        entry.text(),
        entry.link(),
        entry.published(),
        entry.categories());
  }

  /**
   * What the item says.
   *
   * @param seen when the feed was read or built; null if nobody says
   * @throws RefusedException if it cannot be told which incident it is, or when it was published
   */
  DatedRevision revision(ReadOptions options, Instant seen) throws RefusedException {
    Instant publishedAt = TimeLimits.stated("pubDate", SyndicationTime.of("pubDate", published));
    String text = PlainText.ofHtml(description == null ? "" : description);
    String line = PlainText.title(PlainText.ofHtml(title == null ? "" : title));
    Optional<ProsePeriod> period = ProsePeriod.in(text, publishedAt);
    Optional<Instant> end = period.flatMap(ProsePeriod::end);
    boolean isOver =
        ProseStatus.overByTitle(line)
            .or(() -> ProseStatus.overByText(text))
            .orElse(end.isPresent());
    IncidentRevision revision =
        IncidentCheck.check(
            IncidentRevision.newBuilder()
                .setSource(options.source().orElse("azure-status"))
                .setIncidentId(guid == null || guid.isBlank() ? line : guid)
                .setRevision(0)
                .setContentHash(ContentHash.of(content(), Set.of()))
                .setKnownAt(options.observedAt().orElse(seen == null ? publishedAt : seen))
                .setKind(IncidentKind.OUTAGE)
                .setProvider(PROVIDER)
                .setStatus(isOver ? IncidentStatus.RESOLVED : IncidentStatus.INVESTIGATING)
                .setSeverity(Severity.MAJOR)
                .setBeginsAt(period.map(ProsePeriod::begin).orElse(publishedAt))
                .setEndsAt(isOver ? end.orElse(null) : null)
                .setTitle(line)
                .setUrl(link)
                .setScopes(scopes())
                .setServices(
                    categories.stream().filter(name -> AzureRegions.id(name).isEmpty()).toList())
                .setModifiedAt(publishedAt),
            options.times());
    return new DatedRevision(revision, period.isEmpty() && ProsePeriod.isTimed(text));
  }

  private ObjectNode content() {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    content.put("title", title).put("description", description).put("pubDate", published);
    categories.forEach(content.putArray("categories")::add);
    return content;
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
