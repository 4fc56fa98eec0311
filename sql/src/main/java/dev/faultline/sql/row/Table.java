package dev.faultline.sql.row;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A ClickHouse table as the sink writes it: the columns of its records in order, then where each
 * row came from.
 *
 * @param <T> the records of the topic that lands here
 */
public final class Table<T> {

  private static final List<Column<Provenance>> PROVENANCE =
      List.of(
          new Column<>("_topic", "LowCardinality(String)", (p, out) -> out.putString(p.topic())),
          new Column<>("_partition", "UInt32", (p, out) -> out.putInt(p.partition())),
          new Column<>("_offset", "UInt64", (p, out) -> out.putLong(p.offset())),
          new Column<>("_epoch", "UInt16", (p, out) -> out.putShort(p.epoch())));

  private final String name;
  private final List<Column<T>> columns;
  private final String schemaVersion;
  private final int conversion;

  /**
   * @param name without the database
   * @param conversion to be raised whenever a record would turn into other values of the same
   *     columns: it is part of the de-duplication token, and changed rows must never go under an
   *     old token
   * @param columns the columns of the records
   */
  public Table(String name, int conversion, List<Column<T>> columns) {
    this.name = name;
    this.conversion = conversion;
    this.columns = List.copyOf(columns);
    this.schemaVersion = conversion + "." + fingerprint();
  }

  /** Name without the database. */
  public String name() {
    return name;
  }

  /** A table of another name that takes the same rows. */
  public Table<T> named(String other) {
    return new Table<>(other, conversion, columns);
  }

  /** Names and exact types of all columns written, in order. */
  public List<NameAndType> columns() {
    return Stream.concat(columns.stream(), PROVENANCE.stream())
        .map(column -> new NameAndType(column.name(), column.type()))
        .toList();
  }

  /** Changes with the columns, their types and their conversion. */
  public String schemaVersion() {
    return schemaVersion;
  }

  /**
   * Appends one row.
   *
   * @throws RefusedRow if a value does not fit its column; the buffer is then as it was before
   */
  public void writeRow(T record, Provenance provenance, RowBuffer out) throws RefusedRow {
    int start = out.size();
    boolean written = false;
    try {
      for (Column<T> column : columns) {
        column.cell().write(record, out);
      }
      for (Column<Provenance> column : PROVENANCE) {
        column.cell().write(provenance, out);
      }
      written = true;
    } finally {
      if (!written) {
        out.truncate(start);
      }
    }
  }

  private String fingerprint() {
    CRC32 crc = new CRC32();
    crc.update(columns().toString().getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }

  /** A column's name and its type as {@code system.columns} spells it. */
  public record NameAndType(String name, String type) {}
}
