package dev.faultline.ingest.source.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.faultline.ingest.check.IncidentCheck;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.ContentHash;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An event of AWS's RSS, put together from its updates: those of one service and subject, each
 * within a day of the one before, up to the one that says that it is over. Its id is the service
 * and the second of its first update, as in {@code aws-legacy-json}.
 *
 * @param updates the oldest first; at least one
 */
record AwsRssEvent(List<AwsRssUpdate> updates) {

  private static final Duration LONGEST_SILENCE = Duration.ofDays(1);

  /** The events of a feed, in the order of their first updates. */
  static List<AwsRssEvent> of(List<AwsRssUpdate> items) {
    List<AwsRssUpdate> oldestFirst = new ArrayList<>(items);
    oldestFirst.sort(Comparator.comparingLong(AwsRssUpdate::epoch));
    List<AwsRssEvent> events = new ArrayList<>();
    Map<String, AwsRssEvent> newest = new HashMap<>();
    for (AwsRssUpdate update : oldestFirst) {
      String subject = update.service() + "\n" + update.subject();
      AwsRssEvent event = newest.get(subject);
      if (event == null || !event.goesOnWith(update)) {
        event = new AwsRssEvent(new ArrayList<>());
        events.add(event);
        newest.put(subject, event);
      }
      event.updates.add(update);
    }
    return events;
  }

  private boolean goesOnWith(AwsRssUpdate update) {
    AwsRssUpdate last = newest();
    return !last.isOver() && update.epoch() - last.epoch() <= LONGEST_SILENCE.toSeconds();
  }

  AwsRssUpdate newest() {
    return updates.get(updates.size() - 1);
  }

  /**
   * The event as the newest update leaves it.
   *
   * @throws RefusedException for the first field that is wrong
   */
  IncidentRevision revision(ReadOptions options) throws RefusedException {
    AwsRssUpdate first = updates.get(0);
    AwsRssUpdate newest = newest();
    AwsStatus worst =
        updates.stream().map(AwsRssUpdate::status).reduce(AwsStatus.RESOLVED, AwsStatus::orWorse);
    Instant begin = Instant.ofEpochSecond(first.epoch());
    Instant last = newest.at().isBefore(begin) ? begin : newest.at();
    // what came before may leave the feed, which is no news
    ObjectNode content =
        JsonNodeFactory.instance
            .objectNode()
            .put("title", newest.entry().title())
            .put("text", newest.entry().text())
            .put("epoch", newest.epoch());
    return IncidentCheck.check(
        IncidentRevision.newBuilder()
            .setSource(options.source().orElse("aws-status"))
            .setIncidentId(first.service() + "/" + first.epoch())
            .setRevision(0)
            .setContentHash(ContentHash.of(content, Set.of()))
            .setKnownAt(options.observedAt().orElse(last))
            .setKind(IncidentKind.OUTAGE)
            .setProvider("aws")
            .setStatus(newest.isOver() ? IncidentStatus.RESOLVED : IncidentStatus.INVESTIGATING)
            .setSeverity(worst.severity())
            .setBeginsAt(begin)
            .setEndsAt(newest.isOver() ? last : null)
            .setTitle(first.subject())
            .setUrl(newest.entry().link())
            .setScopes(List.of(new Scope("aws", AwsRegion.ofService(first.service()), null)))
            .setServices(List.of(first.service()))
            .setModifiedAt(last),
        options.times());
  }
}
