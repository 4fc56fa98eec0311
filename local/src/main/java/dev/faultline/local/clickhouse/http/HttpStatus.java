package dev.faultline.local.clickhouse.http;

/** The HTTP status that a ClickHouse server answers an error code with. */
final class HttpStatus {

  private HttpStatus() {}

  /**
   * @param code ClickHouse's error code
   * @return a 4xx or 5xx status
   */
  static int of(int code) {
    return switch (code) {
      // CANNOT_PARSE_*, BAD_ARGUMENTS, ILLEGAL_*, SYNTAX_ERROR, INCORRECT_DATA, TYPE_MISMATCH …
      case 6,
          16,
          26,
          27,
          33,
          36,
          38,
          41,
          42,
          43,
          44,
          53,
          62,
          69,
          70,
          72,
          108,
          117,
          130,
          131,
          162,
          167,
          168,
          190,
          321,
          374,
          407,
          409,
          427,
          441,
          457,
          467,
          675,
          676,
          677 ->
          400;
      case 194 -> 401;
      // READONLY, UNKNOWN_USER, WRONG_PASSWORD, ACCESS_DENIED, AUTHENTICATION_FAILED
      case 164, 192, 193, 497, 516 -> 403;
      // UNKNOWN_FUNCTION, _IDENTIFIER, _TYPE, _STORAGE, _TABLE, _FORMAT, _DATABASE, _SETTING …
      case 46, 47, 50, 56, 60, 63, 73, 81, 82, 115, 372 -> 404;
      case 159, 160 -> 408;
      case 48, 78 -> 501;
      // TOO_MANY_SIMULTANEOUS_QUERIES, SOCKET_TIMEOUT, CANNOT_SCHEDULE_TASK
      case 202, 209, 439 -> 503;
      default -> 500;
    };
  }
}
