package dev.faultline.sql.sink.health;

import dev.faultline.sql.batch.InsertFault;
import dev.faultline.sql.sink.buffer.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What landing in one table shows of itself. Names begin with {@code faultline.sink}. */
public final class TableMetrics {

  private static final String TABLE = "table";

  private final MeterRegistry registry;
  private final String table;
  private final Counter rows;
  private final Counter bytes;
  private final DistributionSummary batchRows;
  private final Timer insertOk;
  private final AtomicLong oldestAgeNanos = new AtomicLong();
  private final Map<String, AtomicLong> offsets = new ConcurrentHashMap<>();

  public TableMetrics(MeterRegistry registry, String table) {
    this.registry = registry;
    this.table = table;
    this.rows = registry.counter("faultline.sink.rows", TABLE, table);
    this.bytes = registry.counter("faultline.sink.bytes", TABLE, table);
    this.batchRows =
        DistributionSummary.builder("faultline.sink.batch.rows")
            .description("Rows per insert.")
            .tag(TABLE, table)
            .register(registry);
    this.insertOk = insertTimer("ok");
    Gauge.builder("faultline.sink.oldest.age", () -> oldestAgeNanos.get() / 1e9)
        .description("Seconds since the oldest record that is polled but not committed was polled.")
        .baseUnit("seconds")
        .tag(TABLE, table)
        .register(registry);
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
    registry
        .counter("faultline.sink.retries", TABLE, table, "code", Integer.toString(code))
        .increment();
  }

  public void refused(Refusal refusal) {
    registry
        .counter("faultline.sink.dead.letters", TABLE, table, "reason", refusal.label())
        .increment();
  }

  /** The end of the last durable batch of a partition. */
  public void insertedOffset(int partition, long offset) {
    offset("faultline.sink.offset.inserted", partition).set(offset);
  }

  /** The committed offset of a partition. */
  public void committedOffset(int partition, long offset) {
    offset("faultline.sink.offset.committed", partition).set(offset);
  }

  /** How long ago the oldest record that is not committed was polled; 0 if there is none. */
  public void oldestAge(long nanos) {
    oldestAgeNanos.set(nanos);
  }

  private Timer insertTimer(String outcome) {
    return registry.timer("faultline.sink.insert", TABLE, table, "outcome", outcome);
  }

  private AtomicLong offset(String name, int partition) {
    return offsets.computeIfAbsent(
        name + "/" + partition,
        key -> {
          AtomicLong value = new AtomicLong();
          Gauge.builder(name, value, AtomicLong::doubleValue)
              .tag(TABLE, table)
              .tag("partition", Integer.toString(partition))
              .register(registry);
          return value;
        });
  }
}
