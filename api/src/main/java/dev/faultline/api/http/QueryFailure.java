package dev.faultline.api.http;

import java.sql.SQLException;
import java.util.Set;

/** What a failed query means to whoever asked. */
final class QueryFailure {

  /** Too many rows, too slow, too many bytes, too much memory, too large a result. */
  private static final Set<Integer> TOO_COSTLY = Set.of(158, 159, 160, 241, 307, 396);

  private QueryFailure() {}

  static Problem problem(SQLException failure) {
    if (TOO_COSTLY.contains(failure.getErrorCode())) {
      return Problem.tooCostly(
          "The question reads more than it may; ask for a shorter range or fewer rows.");
    }
    return Problem.unavailable("ClickHouse does not answer.");
  }
}
