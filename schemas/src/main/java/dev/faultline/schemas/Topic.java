package dev.faultline.schemas;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/**
 * The topic catalogue: every topic that users may rely on, with its value schema, partitions,
 * retention and cleanup policy. Topics are created explicitly from here; brokers must not create
 * them by themselves.
 *
 * <p>Record timestamps are event times, often years in the past, and a broker deletes by record
 * timestamp: so the raw topics are kept for good, and the derived ones, which can be computed again
 * from the raw ones, have their age counted from what ClickHouse needs to catch up.
 */
public enum Topic {
  /** Raw node observations and watermarks. Key {@code network/layer/node_id}. */
  OBSERVATIONS("faultline.observations.v1", Observation::getClassSchema, 4, Retention.FOREVER),
  /** Raw incident revisions. Key {@code source/incident_id}. */
  INCIDENTS("faultline.incidents.v1", IncidentRevision::getClassSchema, 1, Retention.FOREVER),
  /** Enriched places of nodes, one record a change. Key {@code network/layer/node_id}. */
  PLACEMENTS("faultline.placements.v1", Placement::getClassSchema, 4, Retention.FOREVER),
  /** Index rows. Key {@code network/layer}. */
  DECENTRALIZATION(
      "faultline.decentralization.v1", DecentralizationRow::getClassSchema, 4, Retention.FOREVER),
  /** Index rows. Key {@code network/layer}. */
  RESILIENCE("faultline.resilience.v1", ResilienceRow::getClassSchema, 4, Retention.FOREVER),
  /**
   * The newest index row of each series. Key {@code network/layer/window_s/dimension/weighting}; it
   * never goes back in event time.
   */
  LATEST_DECENTRALIZATION(
      "faultline.latest-decentralization.v1",
      DecentralizationRow::getClassSchema,
      1,
      Retention.FOREVER,
      Cleanup.COMPACT),
  /** The same of resilience rows. Key {@code network/layer/window_s}. */
  LATEST_RESILIENCE(
      "faultline.latest-resilience.v1",
      ResilienceRow::getClassSchema,
      1,
      Retention.FOREVER,
      Cleanup.COMPACT),
  /** What scenarios of failure cost populations. Key {@code network/layer}. */
  STRESS("faultline.stress.v1", StressRow::getClassSchema, 4, Retention.FOREVER),
  /** Joint Nakamoto coefficients. Key {@code network/layer}. */
  JOINT_NAKAMOTO(
      "faultline.joint-nakamoto.v1", JointNakamotoRow::getClassSchema, 4, Retention.FOREVER),
  /** The largest entities behind the index rows. Key {@code network/layer}. */
  ENTITY_SHARES("faultline.entity-shares.v1", EntityShare::getClassSchema, 4, Retention.FOREVER),
  /** What incidents did to populations. Key {@code network/layer}. */
  IMPACT("faultline.impact.v1", ImpactRow::getClassSchema, 4, Retention.FOREVER),
  /** What providers' feeds say of them, a row a day. Key {@code provider/region}. */
  PROVIDER_RELIABILITY(
      "faultline.provider-reliability.v1",
      ProviderReliabilityRow::getClassSchema,
      1,
      Retention.FOREVER),
  /** Incidents of dependants within outages of providers. Key {@code dependant/provider}. */
  RIPPLE("faultline.ripple.v1", RippleRow::getClassSchema, 1, Retention.FOREVER),
  /** Populations of published index snapshots. Key {@code network/layer}. */
  SNAPSHOTS("faultline.snapshots.v1", SnapshotRow::getClassSchema, 1, Retention.FOREVER),
  /**
   * Changes of state of the alerts, the newest of each. Key {@code rule/network/layer} or {@code
   * rule/feed/name}.
   */
  ALERTS("faultline.alerts.v1", AlertRow::getClassSchema, 1, Retention.FOREVER, Cleanup.COMPACT),
  /** How the polls of the feeds went. Key: the feed's name. */
  FEED_POLLS("faultline.feed-polls.v1", FeedPoll::getClassSchema, 1, Retention.FOREVER),
  /**
   * How far the publishers of each population are, the newest of each. Key {@code
   * network/layer/publisher}.
   */
  PUBLISHERS(
      "faultline.publishers.v1",
      PublisherProgress::getClassSchema,
      1,
      Retention.FOREVER,
      Cleanup.COMPACT),
  /** Refused records. Key {@code stage/source}. */
  DEAD_LETTERS("faultline.dead-letters.v1", DeadLetter::getClassSchema, 1, Retention.FOREVER);

  private static final int COMPACTED_SEGMENT_BYTES = 4 << 20;

  private final String topicName;
  private final Supplier<Schema> valueSchema;
  private final int partitions;
  private final Duration retention;
  private final Cleanup cleanup;

  Topic(String topicName, Supplier<Schema> valueSchema, int partitions, Duration retention) {
    this(topicName, valueSchema, partitions, retention, Cleanup.DELETE);
  }

  Topic(
      String topicName,
      Supplier<Schema> valueSchema,
      int partitions,
      Duration retention,
      Cleanup cleanup) {
    this.topicName = topicName;
    this.valueSchema = valueSchema;
    this.partitions = partitions;
    this.retention = retention;
    this.cleanup = cleanup;
  }

  /** The name on the broker, such as {@code faultline.observations.v1}. */
  public String topicName() {
    return topicName;
  }

  /** The registry subject of the value schema (TopicNameStrategy). */
  public String subject() {
    return topicName + "-value";
  }

  /** The newest schema of the values. */
  public Schema valueSchema() {
    // a record's class cannot be loaded before Avro trusts it
    TrustedRecords.trust();
    return valueSchema.get();
  }

  /** How many partitions a new topic gets unless the installation says otherwise. */
  public int partitions() {
    return partitions;
  }

  /**
   * Whether the newest record of each key is enough: others may be gone. Every record has a key.
   */
  public boolean isCompacted() {
    return cleanup == Cleanup.COMPACT;
  }

  /** The topic's settings on the broker. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("cleanup.policy", cleanup.name().toLowerCase(Locale.ROOT));
    settings.put("retention.ms", Long.toString(retention.isNegative() ? -1 : retention.toMillis()));
    settings.put("message.timestamp.type", "CreateTime");
    // imports may carry times that the broker would think are too far from its own clock
    settings.put("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    settings.put("compression.type", "producer");
    if (isCompacted()) {
      // the segment that is written to is never compacted, and a new consumer reads all of it. By
      // size, not by time: times are of events, and a year of history would make a segment an hour
      settings.put("segment.bytes", Integer.toString(COMPACTED_SEGMENT_BYTES));
    }
    return Map.copyOf(settings);
  }

  /** Whether the topic keeps every record, or the newest of each key. */
  private enum Cleanup {
    DELETE,
    COMPACT
  }

  /** A holder, because an enum's constants cannot use its static fields. */
  private static final class Retention {
    static final Duration FOREVER = Duration.ofMillis(-1);
  }
}
