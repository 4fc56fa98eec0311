package dev.faultline.sql.row;

/**
 * One column of a table that the sink writes.
 *
 * @param name as in the migrations
 * @param type exactly as {@code system.columns} spells it; checked at start, and by the server on
 *     every insert
 * @param cell how a record's value becomes bytes
 */
public record Column<T>(String name, String type, Cell<T> cell) {

  /** How a record's value becomes bytes. */
  @FunctionalInterface
  public interface Cell<T> {
    /**
     * Writes the value of one record.
     *
     * @throws RefusedRow if the value does not fit the column
     */
    void write(T record, RowBuffer out) throws RefusedRow;
  }
}
