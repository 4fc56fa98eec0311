package dev.faultline.streams.incidentlog;

import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * How far the incident topic had been read when the tasks began, and how long it is now. Kafka
 * Streams leaves out records without a key while it fills a global store, so that the store alone
 * does not tell: such a record at the end of the topic would be waited for without end.
 */
public final class RestoredIncidents implements StateRestoreListener {

  /** What {@link #end} gives when nobody says how long the topic is. */
  public static final long UNKNOWN = Long.MAX_VALUE;

  private volatile long through;
  private volatile LongSupplier end = () -> UNKNOWN;

  /** Every record before this offset has been read; 0 before the first start. */
  long through() {
    return through;
  }

  /**
   * Says whom to ask how long the topic is.
   *
   * @param asked gives the offset behind its last record, or {@link #UNKNOWN}
   */
  public void askEnd(LongSupplier asked) {
    end = asked;
  }

  /**
   * The offset behind the last record that the topic has now; {@link #UNKNOWN} if not to be had.
   */
  long end() {
    return end.getAsLong();
  }

  /** Tasks begin only after the global stores have been filled up to here. */
  @Override
  public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
    if (store.equals(IncidentLog.STORE)) {
      through = to;
    }
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long offset, long records) {}

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long records) {}
}
