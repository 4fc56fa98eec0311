package dev.faultline.sql.block;

import dev.faultline.sql.row.RowBuffer;

/** Values of a fixed number of bytes, which are the same in both formats. */
final class FixedData implements ColumnData {

  private final int width;
  private final byte[] zero;
  private final RowBuffer values = new RowBuffer(64);

  /**
   * @param width bytes a value
   */
  FixedData(int width) {
    this.width = width;
    this.zero = new byte[width];
  }

  @Override
  public int add(byte[] rows, int at) {
    values.append(rows, at, width);
    return at + width;
  }

  @Override
  public void addDefault() {
    values.append(zero, 0, width);
  }

  @Override
  public void writePrefix(RowBuffer out) {
    // has none
  }

  @Override
  public void writeData(RowBuffer out) {
    out.append(values);
  }

  @Override
  public void clear() {
    values.truncate(0);
  }
}
