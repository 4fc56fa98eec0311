package dev.faultline.sql.landing;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;

/** Takes the rows of one table. */
interface RowTarget {

  /** Writes rows in the encoding of the table. */
  @FunctionalInterface
  interface Rows {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Inserts rows; on return they are durable.
   *
   * @param token names these rows: of two inserts with one token the first counts
   * @throws InsertFailed if the server refuses, or does not answer in time (then they may be
   *     durable)
   */
  void insert(String token, Rows rows) throws InsertFailed;

  /**
   * Compares the table with what is written to it.
   *
   * @throws SinkException naming what differs
   * @throws SQLException if the server cannot be asked now
   */
  void checkColumns() throws SQLException;
}
