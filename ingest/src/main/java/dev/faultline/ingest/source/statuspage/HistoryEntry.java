package dev.faultline.ingest.source.statuspage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.faultline.ingest.check.IncidentCheck;
import dev.faultline.ingest.check.NamedProviders;
import dev.faultline.ingest.check.PlainText;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.check.TimeLimits;
import dev.faultline.ingest.incident.ContentHash;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.page.PageOwner;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One incident in the history of a page, as its updates tell it: it began with the oldest, and is
 * as the newest says that names a state.
 *
 * @param newest when the page last changed it
 * @param updates of its text, the newest first
 */
record HistoryEntry(SyndicationEntry entry, Instant newest, List<PageUpdate> updates) {

  /** What a page calls an incident in its links, which is also its id in the page's JSON. */
  private static final Pattern CODE =
      Pattern.compile("/(?:incidents|maintenances|maintenance|write-ups)/([A-Za-z0-9_-]{4,64})");

  /** An incident, and whether its begin is only when it was published. */
  record Told(IncidentRevision revision, boolean isGuess) {}

  static HistoryEntry of(SyndicationEntry entry) throws RefusedException {
    Instant published =
        SyndicationTime.of(
            "pubDate", entry.published() == null ? entry.updated() : entry.published());
    Instant updated =
        entry.updated() == null ? published : SyndicationTime.of("updated", entry.updated());
    Instant newest = TimeLimits.stated("pubDate", updated.isAfter(published) ? updated : published);
    String text = entry.text() == null ? "" : entry.text();
    return new HistoryEntry(entry, newest, PageUpdate.in(text, newest));
  }

  /**
   * What it says.
   *
   * @throws RefusedException if it cannot be told which incident it is
   */
  Told told(PageOwner owner, ReadOptions options) throws RefusedException {
    Optional<Instant> first = begin();
    IncidentStatus status = status();
    Instant begin = first.orElse(newest);
    boolean isMaintenance = isMaintenance();
    IncidentRevision revision =
        IncidentCheck.check(
            IncidentRevision.newBuilder()
                .setSource(owner.source(options.source()))
                .setIncidentId(id())
                .setRevision(0)
                .setContentHash(hash())
                .setKnownAt(options.observedAt().orElse(newest))
                .setKind(isMaintenance ? IncidentKind.MAINTENANCE : owner.kind())
                .setProvider(owner.provider())
                .setStatus(status)
                .setSeverity(isMaintenance ? Severity.INFO : Severity.MINOR)
                .setBeginsAt(begin)
                .setEndsAt(status == IncidentStatus.RESOLVED ? end(begin) : null)
                .setTitle(title())
                .setUrl(entry.link())
                .setScopes(List.of(new Scope(owner.provider(), null, null)))
                .setServices(List.of())
                .setModifiedAt(newest)
                .setAttributedTo(NamedProviders.in("description", plain())),
            options.times());
    return new Told(revision, first.isEmpty());
  }

  private String id() throws RefusedException {
    for (String place : new String[] {entry.link(), entry.id()}) {
      Matcher code = CODE.matcher(place == null ? "" : place);
      if (code.find()) {
        return code.group(1);
      }
    }
    String id = entry.id() == null || entry.id().isBlank() ? entry.link() : entry.id();
    if (id == null || id.isBlank()) {
      throw new RefusedException("guid", "is required");
    }
    return id.strip();
  }

  private String hash() throws RefusedException {
    return ContentHash.of(
        JsonNodeFactory.instance.objectNode().put("title", entry.title()).put("text", entry.text()),
        Set.of());
  }

  private String title() {
    return PlainText.title(PlainText.ofHtml(entry.title() == null ? "" : entry.title()));
  }

  private boolean isMaintenance() {
    return updates.stream().anyMatch(update -> PageState.isOfMaintenance(update.status()))
        || entry.text() != null && entry.text().contains("THIS IS A SCHEDULED EVENT");
  }

  /** The oldest update that tells its time; else what the prose says, if there are no updates. */
  private Optional<Instant> begin() {
    for (int i = updates.size() - 1; i >= 0; i--) {
      boolean isAnnounced = updates.get(i).status().equals("scheduled");
      if (updates.get(i).at().isPresent() && !isAnnounced) {
        return updates.get(i).at();
      }
    }
    return ProsePeriod.in(plain(), newest).map(ProsePeriod::begin);
  }

  /** The oldest update that calls it resolved since it was last open. */
  private Instant end(Instant begin) {
    Instant over = newest;
    for (PageUpdate update : updates) {
      Optional<IncidentStatus> state = PageState.of(update.status());
      if (state.isPresent() && state.get() != IncidentStatus.RESOLVED) {
        break;
      }
      if (state.isPresent() && update.at().isPresent()) {
        over = update.at().get();
      }
    }
    return over.isBefore(begin) ? begin : over;
  }

  private IncidentStatus status() {
    for (PageUpdate update : updates) {
      Optional<IncidentStatus> state = PageState.of(update.status());
      if (state.isPresent()) {
        return state.get();
      }
    }
    boolean isOver =
        ProseStatus.overByTitle(title()).or(() -> ProseStatus.overByText(plain())).orElse(false);
    return isOver ? IncidentStatus.RESOLVED : IncidentStatus.INVESTIGATING;
  }

  private String plain() {
    return PlainText.ofHtml(entry.text() == null ? "" : entry.text());
  }
}
