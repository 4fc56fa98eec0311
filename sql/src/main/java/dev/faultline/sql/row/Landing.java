package dev.faultline.sql.row;

import dev.faultline.schemas.Topic;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * A topic of the catalogue and the table it lands in.
 *
 * @param <T> the topic's records
 */
public record Landing<T extends SpecificRecord>(Topic topic, Table<T> table) {

  /** Every topic of the catalogue, each in a table of its own. */
  public static List<Landing<?>> all() {
    return List.of(
        new Landing<>(Topic.OBSERVATIONS, RawTables.OBSERVATIONS),
        new Landing<>(Topic.INCIDENTS, RawTables.INCIDENT_REVISIONS),
        new Landing<>(Topic.PLACEMENTS, RawTables.PLACEMENTS),
        new Landing<>(Topic.DECENTRALIZATION, IndexTables.DECENTRALIZATION),
        new Landing<>(Topic.RESILIENCE, IndexTables.RESILIENCE),
        new Landing<>(Topic.ENTITY_SHARES, IndexTables.ENTITY_SHARES),
        new Landing<>(Topic.IMPACT, IncidentTables.IMPACT),
        new Landing<>(Topic.PROVIDER_RELIABILITY, IncidentTables.PROVIDER_RELIABILITY),
        new Landing<>(Topic.RIPPLE, IncidentTables.RIPPLE),
        new Landing<>(Topic.FEED_POLLS, RawTables.FEED_POLLS),
        new Landing<>(Topic.DEAD_LETTERS, RawTables.DEAD_LETTERS));
  }
}
