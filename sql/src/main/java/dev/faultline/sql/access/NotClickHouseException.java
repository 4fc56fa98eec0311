package dev.faultline.sql.access;

/** What answers at ClickHouse's address is something else. */
public final class NotClickHouseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** One sentence that says what is there and what to set. */
  public NotClickHouseException(String message) {
    super(message);
  }
}
