package dev.faultline.sql.block;

import dev.faultline.sql.row.RowBuffer;

/** String: each with its length, which is the same in both formats. */
final class TextData implements ColumnData {

  private final RowBuffer values = new RowBuffer(64);

  @Override
  public int add(byte[] rows, int at) {
    int length = Length.at(rows, at);
    int size = Length.size(length) + length;
    values.append(rows, at, size);
    return at + size;
  }

  @Override
  public void addDefault() {
    values.putLength(0);
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
