package dev.faultline.sql.block;

import dev.faultline.sql.row.RowBuffer;
import java.util.Arrays;

/**
 * LowCardinality of strings: each distinct value once, then its number for each row. The server
 * takes the numbers as they are, where from RowBinary it looks up every value.
 */
final class DictionaryData implements ColumnData {

  /** Of the serialization: dictionaries of a block, with keys of its own. */
  private static final long VERSION = 1;

  /** The block brings its keys, and they are a new dictionary. */
  private static final long FLAGS = 1L << 9 | 1L << 10;

  private final boolean nullable;
  private final Dictionary dictionary = new Dictionary();
  private int[] numbers = new int[64];
  private int rows;

  DictionaryData(boolean nullable) {
    this.nullable = nullable;
    begin();
  }

  @Override
  public int add(byte[] bytes, int at) {
    int next = at;
    if (nullable && bytes[next++] != 0) {
      addNumber(0);
      return next;
    }
    int length = Length.at(bytes, next);
    int start = next + Length.size(length);
    addNumber(dictionary.number(bytes, start, length));
    return start + length;
  }

  @Override
  public void addDefault() {
    addNumber(nullable ? 0 : dictionary.number(new byte[0], 0, 0));
  }

  @Override
  public void writePrefix(RowBuffer out) {
    out.putLong(VERSION);
  }

  @Override
  public void writeData(RowBuffer out) {
    if (rows == 0) {
      return; // elements of arrays that are all empty
    }
    int width = dictionary.size() <= 1 << 8 ? 0 : dictionary.size() <= 1 << 16 ? 1 : 2;
    out.putLong(FLAGS | width);
    out.putLong(dictionary.size());
    out.append(dictionary.keys());
    out.putLong(rows);
    for (int row = 0; row < rows; row++) {
      switch (width) {
        case 0 -> out.putByte(numbers[row]);
        case 1 -> out.putShort(numbers[row]);
        default -> out.putInt(numbers[row]);
      }
    }
  }

  @Override
  public void clear() {
    rows = 0;
    dictionary.clear();
    begin();
  }

  /** Number 0 of a nullable one is the null, whose text nobody sees. */
  private void begin() {
    if (nullable) {
      dictionary.reserve();
    }
  }

  private void addNumber(int number) {
    if (rows == numbers.length) {
      numbers = Arrays.copyOf(numbers, rows * 2);
    }
    numbers[rows++] = number;
  }
}
