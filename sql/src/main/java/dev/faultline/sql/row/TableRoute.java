package dev.faultline.sql.row;

import dev.faultline.schemas.Population;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.watermark.Watermark;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * A topic of the catalogue and a table it lands in.
 *
 * @param <V> the topic's records
 * @param <R> what a row is made of
 * @param ofRecord what a record becomes
 * @param ofWatermark what a watermark becomes; empty where watermarks are passed over
 * @param refuses whether what cannot become a row goes to the dead letters: of several landings of
 *     one topic only one says so
 */
public record TableRoute<V extends SpecificRecord, R>(
    Topic topic,
    Table<R> table,
    Function<V, R> ofRecord,
    Function<Watermark, Optional<R>> ofWatermark,
    boolean refuses) {

  private static final Set<Topic> PROMPT =
      EnumSet.of(
          Topic.DECENTRALIZATION,
          Topic.ENTITY_SHARES,
          Topic.RESILIENCE,
          Topic.STRESS,
          Topic.JOINT_NAKAMOTO,
          Topic.IMPACT);

  private static final Watermark ANY_WATERMARK =
      Watermark.of(new Population("any", "any"), Instant.EPOCH, Watermark.UNNAMED);

  /** Every topic of the catalogue, each in a table of its own; observations in two. */
  public static List<TableRoute<?, ?>> all() {
    return List.of(
        of(Topic.OBSERVATIONS, RawTables.OBSERVATIONS),
        new TableRoute<>(
            Topic.OBSERVATIONS,
            LogTables.OBSERVATION_LOG,
            LoggedObservation::ofRecord,
            watermark -> Optional.of(LoggedObservation.ofWatermark(watermark)),
            false),
        of(Topic.INCIDENTS, RawTables.INCIDENT_REVISIONS),
        of(Topic.PLACEMENTS, RawTables.PLACEMENTS),
        of(Topic.DECENTRALIZATION, IndexTables.DECENTRALIZATION),
        of(Topic.RESILIENCE, IndexTables.RESILIENCE),
        of(Topic.STRESS, StressTables.STRESS),
        of(Topic.JOINT_NAKAMOTO, StressTables.JOINT_NAKAMOTO),
        of(Topic.ENTITY_SHARES, IndexTables.ENTITY_SHARES),
        of(Topic.IMPACT, IncidentTables.IMPACT),
        of(Topic.PROVIDER_RELIABILITY, IncidentTables.PROVIDER_RELIABILITY),
        of(Topic.RIPPLE, IncidentTables.RIPPLE),
        of(Topic.SNAPSHOTS, SnapshotTables.SNAPSHOTS),
        of(Topic.ALERTS, AlertTables.ALERTS),
        of(Topic.FEED_POLLS, RawTables.FEED_POLLS),
        of(Topic.DEAD_LETTERS, RawTables.DEAD_LETTERS));
  }

  /** A row for each record. */
  public static <T extends SpecificRecord> TableRoute<T, T> of(Topic topic, Table<T> table) {
    return new TableRoute<>(topic, table, record -> record, watermark -> Optional.empty(), true);
  }

  /**
   * Whether somebody waits for the rows as soon as they are published: those of a T are few and
   * come together, while sightings come all the time and land better in large batches.
   */
  public boolean isPrompt() {
    return PROMPT.contains(topic);
  }

  /** Whether watermarks become rows. */
  public boolean landsWatermarks() {
    return ofWatermark.apply(ANY_WATERMARK).isPresent();
  }
}
