package dev.faultline.streams.incidentlog;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * How far the incident topic had been read when the tasks began. Kafka Streams leaves out records
 * without a key while it fills a global store, so that the store alone does not tell: such a record
 * at the end of the topic would be waited for without end.
 */
public final class RestoredIncidents implements StateRestoreListener {

  private volatile long through;

  /** Every record before this offset has been read; 0 before the first start. */
  long through() {
    return through;
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
