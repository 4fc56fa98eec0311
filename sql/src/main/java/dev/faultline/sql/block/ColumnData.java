package dev.faultline.sql.block;

import dev.faultline.sql.row.RowBuffer;

/** The values of one column of a block. */
interface ColumnData {

  /**
   * Adds the value that a row has at a position, in RowBinary.
   *
   * @return the position after it
   */
  int add(byte[] rows, int at);

  /** Adds a value for a row that has none: what stands below a null. */
  void addDefault();

  /** Writes what comes before the data of all columns nested in this one. */
  void writePrefix(RowBuffer out);

  /** Writes the values. */
  void writeData(RowBuffer out);

  /** Forgets the values and keeps the memory. */
  void clear();
}
