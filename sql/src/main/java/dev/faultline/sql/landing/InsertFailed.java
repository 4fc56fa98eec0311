package dev.faultline.sql.landing;

import dev.faultline.sql.batch.InsertFault;

/** ClickHouse did not take an insert, or did not say so. */
final class InsertFailed extends Exception {

  private final int code;

  /**
   * @param code the server's error code; 0 if there was no answer to take one from
   */
  InsertFailed(int code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  int code() {
    return code;
  }

  InsertFault fault() {
    return InsertFault.of(code);
  }
}
