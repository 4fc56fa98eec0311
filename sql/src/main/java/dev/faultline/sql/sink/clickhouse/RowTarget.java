package dev.faultline.sql.sink.clickhouse;

import dev.faultline.sql.SinkException;
import dev.faultline.sql.row.RowBuffer;
import java.sql.SQLException;
import java.util.List;

/** Takes the rows of one table. */
public interface RowTarget {

  /** Rows in RowBinary. */
  @FunctionalInterface
  interface Rows {
    /** Lends them, whole rows in one piece, as often as it is asked to. */
    void lendTo(RowBuffer.Reader reader);
  }

  /**
   * Inserts rows; on return they are durable.
   *
   * @param token names these rows: of two inserts with one token the first counts
   * @throws InsertFailedException if the server refuses, or does not answer in time (then they may
   *     be durable)
   */
  void insert(String token, Rows rows) throws InsertFailedException;

  /**
   * Compares the table with what is written to it.
   *
   * @throws SinkException naming what differs
   * @throws SQLException if the server cannot be asked now, or has no such table
   */
  void checkColumns() throws SQLException;

  /** How far the topic has landed, by partition and epoch. */
  List<InsertedEnd> landedEnds(String topic) throws SQLException;
}
