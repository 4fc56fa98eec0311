package dev.faultline.sql.row;

/** A record that cannot become a row of its table. It belongs in the dead letters, alone. */
public final class RefusedRow extends Exception {

  private final String column;

  /**
   * @param column the column whose value is wrong
   * @param reason what is wrong with it, without the column's name
   */
  public RefusedRow(String column, String reason) {
    // refusals are an expected outcome, and a batch may hold thousands: no stack trace
    super(reason, null, false, false);
    this.column = column;
  }

  /** The column whose value is wrong. */
  public String column() {
    return column;
  }
}
