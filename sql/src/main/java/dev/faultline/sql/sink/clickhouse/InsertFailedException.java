package dev.faultline.sql.sink.clickhouse;

import dev.faultline.sql.batch.InsertFault;
import java.sql.SQLException;

/** ClickHouse did not take an insert, or did not say so. */
public final class InsertFailedException extends SQLException {

  private static final long serialVersionUID = 1L;

  /**
   * @param code the server's error code; 0 if there was no answer to take one from
   */
  public InsertFailedException(int code, String message, Throwable cause) {
    super(message, null, code, cause);
  }

  /** What the code means. */
  public InsertFault fault() {
    return InsertFault.of(getErrorCode());
  }
}
