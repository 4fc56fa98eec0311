package dev.faultline.sql.block;

import dev.faultline.sql.row.RowBuffer;

/** Array, and Map, which is an array of pairs: where each row ends, then the elements of all. */
final class ArrayData implements ColumnData {

  private final RowBuffer ends = new RowBuffer(64);
  private final ColumnData elements;
  private long count;

  ArrayData(ColumnData elements) {
    this.elements = elements;
  }

  @Override
  public int add(byte[] rows, int at) {
    int length = Length.at(rows, at);
    int next = at + Length.size(length);
    for (int element = 0; element < length; element++) {
      next = elements.add(rows, next);
    }
    count += length;
    ends.putLong(count);
    return next;
  }

  @Override
  public void addDefault() {
    ends.putLong(count);
  }

  @Override
  public void writePrefix(RowBuffer out) {
    elements.writePrefix(out);
  }

  @Override
  public void writeData(RowBuffer out) {
    out.append(ends);
    elements.writeData(out);
  }

  @Override
  public void clear() {
    ends.truncate(0);
    elements.clear();
    count = 0;
  }
}
