package dev.faultline.sql.batch;

/**
 * The name of one insert of one content. ClickHouse keeps the first of two inserts with the same
 * token and answers the second as if it had been kept, which is what makes a retry safe.
 *
 * <p>The rows of a range of offsets never change under one table, schema version and epoch, so the
 * range names the content. A deliberate replay after a delete needs another epoch, else ClickHouse
 * would drop it as a retry.
 *
 * @param table the table
 * @param schemaVersion of the columns and their conversion
 * @param epoch the landing epoch
 * @param topic the topic
 * @param partition the partition
 * @param range the offsets whose rows are inserted
 */
public record DeduplicationToken(
    String table, String schemaVersion, int epoch, String topic, int partition, OffsetRange range) {

  /** {@code table/schemaVersion/epoch/topic/partition/min-max}, both offsets inclusive. */
  public String text() {
    return table
        + "/"
        + schemaVersion
        + "/"
        + epoch
        + "/"
        + topic
        + "/"
        + partition
        + "/"
        + range.from()
        + "-"
        + (range.to() - 1);
  }
}
