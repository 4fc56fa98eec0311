package dev.faultline.sql.block;

import dev.faultline.sql.row.RowBuffer;
import dev.faultline.sql.row.Table.NameAndType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Rows as one block of ClickHouse's Native format: the values of each column together, under its
 * name and type. The server stores them as they come, where it has to take apart rows of RowBinary
 * value by value. Rows are written as RowBinary first nevertheless, since a refused one must be cut
 * off and a part of a batch be sent alone. Its memory is used again from block to block.
 */
public final class NativeBlock {

  private final List<NameAndType> columns;
  private final ColumnData[] data;
  private final RowBuffer piece = new RowBuffer(1 << 16);
  private int rows;

  /**
   * @param columns of the rows, in order
   */
  public NativeBlock(List<NameAndType> columns) {
    this.columns = List.copyOf(columns);
    this.data =
        columns.stream().map(column -> ColumnTypes.of(column.type())).toArray(ColumnData[]::new);
  }

  /** Rows in the block. */
  public int rows() {
    return rows;
  }

  /**
   * Adds whole rows in RowBinary.
   *
   * @param from where the first begins
   * @param to where the last ends
   */
  public void add(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      for (ColumnData column : data) {
        at = column.add(bytes, at);
      }
      rows++;
    }
    if (at != to) {
      throw new IllegalArgumentException("the last row ends at " + at + " instead of " + to);
    }
  }

  /** Writes the block; an empty one is nothing. */
  public void writeTo(OutputStream out) throws IOException {
    if (rows == 0) {
      return;
    }
    piece.truncate(0);
    piece.putLength(columns.size());
    piece.putLength(rows);
    for (int column = 0; column < data.length; column++) {
      piece.putString(columns.get(column).name());
      piece.putString(columns.get(column).type());
      data[column].writePrefix(piece);
      data[column].writeData(piece);
      piece.writeTo(out, 0, piece.size());
      piece.truncate(0);
    }
  }

  /** Forgets the rows. */
  public void clear() {
    rows = 0;
    for (ColumnData column : data) {
      column.clear();
    }
  }
}
