package dev.faultline.sql.recompute;

import java.util.List;

/**
 * How the recomputed rows of a table differ from the published ones.
 *
 * @param table name of the published table
 * @param compared keys that both have
 * @param onlyPublished keys that were not recomputed
 * @param onlyRecomputed keys that were not published
 * @param columns those with different values
 */
public record TableDifference(
    String table,
    long compared,
    long onlyPublished,
    long onlyRecomputed,
    List<ColumnDifference> columns) {

  /**
   * A column with different values.
   *
   * @param column its name
   * @param rows how many rows differ
   * @param firstAt the earliest T of these, as ClickHouse writes it
   * @param largest the largest difference; 0 if it has no numbers
   */
  public record ColumnDifference(String column, long rows, String firstAt, double largest) {}

  /** Whether anything differs. */
  public boolean isAny() {
    return onlyPublished > 0 || onlyRecomputed > 0 || !columns.isEmpty();
  }
}
