package dev.faultline.sql.audit;

/**
 * A published value that is not what the raw rows give.
 *
 * @param table where it was published
 * @param row which of the point's rows, such as {@code provider by weight}
 * @param column what differs
 */
public record Difference(
    AuditPoint point,
    String table,
    String row,
    String column,
    String published,
    String recomputed) {

  @Override
  public String toString() {
    return "%s of %s, %s: %s is published as %s, the raw rows give %s"
        .formatted(table, point, row, column, published, recomputed);
  }
}
