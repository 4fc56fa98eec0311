package dev.faultline.sql.sink.buffer;

import dev.faultline.sql.batch.OffsetRange;
import dev.faultline.sql.row.RowBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a partition has gathered since its last commit: converted rows, the records they came from
 * (a row that the server refuses goes to the dead letters with its raw bytes), and records refused
 * before they became rows. Its buffers are reused from batch to batch.
 */
public final class Batch {

  private static final int FIRST_BYTES = 1 << 16;
  private static final int FIRST_ROWS = 256;

  /**
   * A record that did not become a row.
   *
   * @param record with its raw bytes
   * @param refusal the kind of reason
   * @param column the column, or null if the whole record is wrong
   * @param reason what is wrong
   */
  public record Refused(
      ConsumerRecord<byte[], byte[]> record, Refusal refusal, String column, String reason) {}

  private final RowBuffer bytes = new RowBuffer(FIRST_BYTES);
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();
  private int[] ends = new int[FIRST_ROWS];

  /** Where the next row is to be written; {@link #added} makes it part of the batch. */
  public RowBuffer bytes() {
    return bytes;
  }

  /**
   * The row just written belongs to this record.
   *
   * @return the row's bytes
   */
  public int added(ConsumerRecord<byte[], byte[]> record) {
    int row = records.size();
    if (row == ends.length) {
      ends = Arrays.copyOf(ends, row * 2);
    }
    ends[row] = bytes.size();
    records.add(record);
    return ends[row] - startOf(row);
  }

  public void refuse(Refused record) {
    refused.add(record);
  }

  public int rows() {
    return records.size();
  }

  public List<Refused> refused() {
    return refused;
  }

  public boolean isEmpty() {
    return records.isEmpty() && refused.isEmpty();
  }

  public ConsumerRecord<byte[], byte[]> recordOf(int row) {
    return records.get(row);
  }

  /** Bytes of the rows from one up to another. */
  public int bytesOf(int fromRow, int toRow) {
    return startOf(toRow) - startOf(fromRow);
  }

  /** Lends the rows from one up to another. */
  public void lendRows(RowBuffer.Reader reader, int fromRow, int toRow) {
    bytes.read(startOf(fromRow), startOf(toRow), reader);
  }

  /**
   * The offsets that a part of the rows stands for. Parts that cover the rows cover all of the
   * batch's offsets, so that each part's token is of a range that no other part has.
   */
  public OffsetRange rangeOf(OffsetRange whole, int fromRow, int toRow) {
    long from = fromRow == 0 ? whole.from() : records.get(fromRow).offset();
    long to = toRow == rows() ? whole.to() : records.get(toRow).offset();
    return new OffsetRange(from, to);
  }

  public void clear() {
    bytes.truncate(0);
    records.clear();
    refused.clear();
  }

  private int startOf(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }
}
