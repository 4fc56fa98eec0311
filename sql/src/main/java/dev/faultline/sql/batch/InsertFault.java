package dev.faultline.sql.batch;

import java.util.Set;

/**
 * What a failed insert means. Codes are ClickHouse's own.
 *
 * <p>A code that is in none of the lists is waited out: refusing a row loses it from its table and
 * stopping needs a person, while a retry under the same token costs nothing and shows in the
 * metrics.
 */
public enum InsertFault {
  /** It may pass: wait and send the same batch again, for as long as it takes. */
  PASSING,
  /** There is no such table (now): wait for it like for the rest, but say so. */
  MISSING,
  /** The server refuses a value: find the row by halving the batch. */
  DATA,
  /** Table, columns or rights are not as they must be: stop and say so. */
  CONFIGURATION;

  private static final Set<Integer> DATA_CODES =
      Set.of(
          6, // CANNOT_PARSE_TEXT
          25, // CANNOT_PARSE_ESCAPE_SEQUENCE
          26, // CANNOT_PARSE_QUOTED_STRING
          27, // CANNOT_PARSE_INPUT_ASSERTION_FAILED
          32, // ATTEMPT_TO_READ_AFTER_EOF
          33, // CANNOT_READ_ALL_DATA
          38, // CANNOT_PARSE_DATE
          41, // CANNOT_PARSE_DATETIME
          53, // TYPE_MISMATCH
          69, // ARGUMENT_OUT_OF_BOUND
          70, // CANNOT_CONVERT_TYPE
          72, // CANNOT_PARSE_NUMBER
          117, // INCORRECT_DATA
          128, // TOO_LARGE_ARRAY_SIZE
          131, // TOO_LARGE_STRING_SIZE
          321, // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
          349, // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
          407, // DECIMAL_OVERFLOW
          469, // VIOLATED_CONSTRAINT
          691); // UNKNOWN_ELEMENT_OF_ENUM

  private static final Set<Integer> CONFIGURATION_CODES =
      Set.of(
          8, // THERE_IS_NO_COLUMN
          10, // NOT_FOUND_COLUMN_IN_BLOCK
          16, // NO_SUCH_COLUMN_IN_TABLE
          47, // UNKNOWN_IDENTIFIER
          115, // UNKNOWN_SETTING
          192, // UNKNOWN_USER
          193, // WRONG_PASSWORD
          194, // REQUIRED_PASSWORD
          195, // IP_ADDRESS_NOT_ALLOWED
          291, // DATABASE_ACCESS_DENIED
          497, // ACCESS_DENIED
          516); // AUTHENTICATION_FAILED

  private static final Set<Integer> MISSING_CODES =
      Set.of(
          60, // UNKNOWN_TABLE
          81, // UNKNOWN_DATABASE
          218); // TABLE_IS_DROPPED

  /**
   * What a code means.
   *
   * @param code the server's error code; 0 if there was no answer to take one from
   */
  public static InsertFault of(int code) {
    if (DATA_CODES.contains(code)) {
      return DATA;
    }
    if (MISSING_CODES.contains(code)) {
      return MISSING;
    }
    return CONFIGURATION_CODES.contains(code) ? CONFIGURATION : PASSING;
  }
}
