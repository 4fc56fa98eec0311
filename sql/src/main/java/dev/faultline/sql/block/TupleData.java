package dev.faultline.sql.block;

import dev.faultline.sql.row.RowBuffer;
import java.util.List;

/** Tuple: a column for each of its elements. */
final class TupleData implements ColumnData {

  private final List<ColumnData> elements;

  TupleData(List<ColumnData> elements) {
    this.elements = List.copyOf(elements);
  }

  @Override
  public int add(byte[] rows, int at) {
    int next = at;
    for (ColumnData element : elements) {
      next = element.add(rows, next);
    }
    return next;
  }

  @Override
  public void addDefault() {
    elements.forEach(ColumnData::addDefault);
  }

  @Override
  public void writePrefix(RowBuffer out) {
    elements.forEach(element -> element.writePrefix(out));
  }

  @Override
  public void writeData(RowBuffer out) {
    elements.forEach(element -> element.writeData(out));
  }

  @Override
  public void clear() {
    elements.forEach(ColumnData::clear);
  }
}
