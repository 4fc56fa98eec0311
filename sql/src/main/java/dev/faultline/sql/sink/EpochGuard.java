package dev.faultline.sql.sink;

import dev.faultline.sql.SinkException;
import dev.faultline.sql.TopicReplacedException;
import dev.faultline.sql.batch.Checkpoint;
import dev.faultline.sql.sink.clickhouse.InsertedEnd;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares what is about to land with what has landed. Of two rows with one key the one of the
 * greater epoch wins, and of two inserts with one token ClickHouse keeps the first: rows of a
 * smaller epoch, or of offsets that have landed in this one, would be lost without a word.
 */
final class EpochGuard {

  private final String table;
  private final int epoch;

  EpochGuard(String table, int epoch) {
    this.table = table;
    this.epoch = epoch;
  }

  /**
   * @param landed what the table holds of the topic
   * @throws SinkException if there are rows of a greater epoch
   */
  void checkEpoch(List<InsertedEnd> landed) {
    int greatest = landed.stream().mapToInt(InsertedEnd::epoch).max().orElse(epoch);
    if (greatest > epoch) {
      throw new SinkException(
          "table %s has rows of epoch %d, and this sink would land with epoch %d: its rows would"
                  .formatted(table, greatest, epoch)
              + " lose against older ones. Start it with --epoch %1$d (FAULTLINE_SINK_EPOCH=%1$d)."
                  .formatted(greatest)
              + " Nothing was landed and nothing is lost");
    }
  }

  /**
   * Records beyond a group's committed and intended offsets cannot have landed, unless the offsets
   * were set back or lost, or the topic is another one.
   *
   * @param start where the group would begin
   * @throws SinkException if they have landed in this epoch
   */
  void checkStart(TopicPartition partition, Checkpoint start, List<InsertedEnd> landed) {
    long untouched = start.firstUntouched();
    for (InsertedEnd end : landed) {
      if (end.partition() == partition.partition()
          && end.epoch() == epoch
          && end.lastOffset() >= untouched) {
        throw new TopicReplacedException(
            partition.topic(),
            "offset "
                + end.lastOffset()
                + " of "
                + partition
                + " has landed already in epoch "
                + epoch
                + ", but the group would start from "
                + untouched
                + ". To land these offsets again, start the sink with epoch "
                + (epoch + 1)
                + "; if it is another topic of the same name (Kafka's data was deleted), do so too,"
                + " or delete the tables");
      }
    }
  }
}
