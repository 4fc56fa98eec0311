package dev.faultline.sql.block;

import dev.faultline.sql.row.RowBuffer;

/** Nullable: all null flags, then a value for each row, whatever its flag. */
final class NullableData implements ColumnData {

  private final RowBuffer flags = new RowBuffer(64);
  private final ColumnData values;

  NullableData(ColumnData values) {
    this.values = values;
  }

  @Override
  public int add(byte[] rows, int at) {
    byte flag = rows[at];
    flags.putByte(flag);
    if (flag == 0) {
      return values.add(rows, at + 1);
    }
    values.addDefault();
    return at + 1;
  }

  @Override
  public void addDefault() {
    flags.putByte(1);
    values.addDefault();
  }

  @Override
  public void writePrefix(RowBuffer out) {
    values.writePrefix(out);
  }

  @Override
  public void writeData(RowBuffer out) {
    out.append(flags);
    values.writeData(out);
  }

  @Override
  public void clear() {
    flags.truncate(0);
    values.clear();
  }
}
