package dev.faultline.sql.sink.health;

import dev.faultline.service.metrics.PartGauges;
import dev.faultline.sql.batch.InsertFault;
import dev.faultline.sql.sink.buffer.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What landing in one table shows of itself, until it ends. Names begin with {@code
 * faultline.sink}.
 */
public final class TableMetrics implements AutoCloseable {

  private static final String TABLE = "table";

  private final MeterRegistry registry;
  private final PartGauges gauges;
  private final String table;
  private final Counter rows;
  private final Counter bytes;
  private final DistributionSummary batchRows;
  private final Timer insertOk;
  private final AtomicLong oldestAgeNanos = new AtomicLong();
  private volatile double lag = Double.NaN;
  private final Map<String, AtomicLong> offsets = new ConcurrentHashMap<>();

  /**
   * Begins to tell of a table.
   *
   * @param topic what lands in it
   */
  public TableMetrics(MeterRegistry registry, String table, String topic) {
    this.registry = registry;
    this.gauges = new PartGauges(registry);
    this.table = table;
    this.rows = counter("faultline.sink.rows", "Rows that are durable in ClickHouse.");
    this.bytes = counter("faultline.sink.bytes", "Bytes of these rows as they were sent.");
    this.batchRows =
        DistributionSummary.builder("faultline.sink.batch.rows")
            .description("Rows per insert.")
            .tag(TABLE, table)
            .register(registry);
    this.insertOk = insertTimer("ok");
    gauges.tell(
        "faultline.sink.oldest.age",
        "Time since the oldest record that is read but not committed was read.",
        "seconds",
        Tags.of(TABLE, table),
        () -> oldestAgeNanos.get() / 1e9);
    gauges.tell(
        "faultline.sink.lag",
        "Records of this sink's partitions up to their ends that are not committed yet; NaN while the"
            + " ends are not known.",
        "records",
        Tags.of(TABLE, table, "topic", topic),
        () -> lag);
  }

  public void inserted(int rowCount, int byteCount, long nanos) {
    rows.increment(rowCount);
    bytes.increment(byteCount);
    batchRows.record(rowCount);
    insertOk.record(nanos, TimeUnit.NANOSECONDS);
  }

  public void failed(InsertFault fault, long nanos) {
    insertTimer(fault.name().toLowerCase(Locale.ROOT)).record(nanos, TimeUnit.NANOSECONDS);
  }

  public void retried(int code) {
    counter(
            "faultline.sink.retries",
            "Attempts that failed and were made again, by ClickHouse's error code; 0 if it gave none.",
            "code",
            Integer.toString(code))
        .increment();
  }

  public void refused(Refusal refusal) {
    counter(
            "faultline.sink.dead.letters",
            "Records that can never land and went to the dead letters.",
            "reason",
            refusal.label())
        .increment();
  }

  /** The end of the last durable batch of a partition. */
  public void insertedOffset(int partition, long offset) {
    offset("faultline.sink.offset.inserted", "End of the last durable batch.", partition)
        .set(offset);
  }

  /** The committed offset of a partition. */
  public void committedOffset(int partition, long offset) {
    offset("faultline.sink.offset.committed", "Committed offset.", partition).set(offset);
  }

  /** How many records are not committed yet; NaN if that is not known. */
  public void lag(double records) {
    lag = records;
  }

  /** How long ago the oldest record that is not committed was polled; 0 if there is none. */
  public void oldestAge(long nanos) {
    oldestAgeNanos.set(nanos);
  }

  private Timer insertTimer(String outcome) {
    return Timer.builder("faultline.sink.insert")
        .description("Inserts, by outcome.")
        .tag(TABLE, table)
        .tag("outcome", outcome)
        .register(registry);
  }

  private Counter counter(String name, String description, String... tags) {
    return Counter.builder(name)
        .description(description)
        .tag(TABLE, table)
        .tags(tags)
        .register(registry);
  }

  private AtomicLong offset(String name, String description, int partition) {
    return offsets.computeIfAbsent(
        name + "/" + partition,
        key -> {
          AtomicLong value = new AtomicLong();
          gauges.tell(
              name,
              description,
              null,
              Tags.of(TABLE, table, "partition", Integer.toString(partition)),
              value::doubleValue);
          return value;
        });
  }

  @Override
  public void close() {
    gauges.close();
  }
}
