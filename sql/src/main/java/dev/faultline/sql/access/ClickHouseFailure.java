package dev.faultline.sql.access;

import dev.faultline.sql.ClickHouse;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** What the driver reports, in one line: it wraps causes deeply, and quotes whole answers. */
public final class ClickHouseFailure {

  private static final int DEEPEST = 12;
  private static final int MOST_CHARACTERS = 300;
  private static final int UNKNOWN_DATABASE = 81;
  private static final int UNKNOWN_TABLE = 60;

  /** Codes for a wrong user or password, and for rights that are missing. */
  private static final Set<Integer> LOGIN = Set.of(192, 193, 194, 195, 497, 516);

  private ClickHouseFailure() {}

  /** What went wrong, and what to do. */
  public static String text(SQLException failure, ClickHouse clickHouse) {
    String server = "ClickHouse at " + clickHouse.url();
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof SQLException sql && LOGIN.contains(sql.getErrorCode())) {
        return "%s refuses the user '%s': give --clickhouse-user and FAULTLINE_CLICKHOUSE_PASSWORD"
            .formatted(server, clickHouse.user());
      }
      if (cause instanceof SQLException sql
          && (sql.getErrorCode() == UNKNOWN_DATABASE || sql.getErrorCode() == UNKNOWN_TABLE)) {
        return "%s lacks Faultline's tables (%s): run 'faultline migrate' against it"
            .formatted(server, firstLine(sql));
      }
      if (cause instanceof UnknownHostException) {
        return "there is no host '" + cause.getMessage() + "' (--clickhouse-url)";
      }
      if (cause instanceof SSLException) {
        return server + " cannot be spoken to by TLS: " + firstLine(cause);
      }
      if (cause instanceof ConnectException || cause instanceof SocketTimeoutException) {
        return server
            + " does not answer ("
            + firstLine(cause)
            + "): start it with 'faultline up', or say where it is with --clickhouse-url or"
            + " --port-offset";
      }
      cause = cause.getCause();
    }
    return server + ": " + firstLine(failure);
  }

  /** An answer of a wrong service may be a page. */
  private static String firstLine(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    String line = message.strip().lines().findFirst().orElse("");
    int page = line.indexOf('<');
    line = page > 0 ? line.substring(0, page).strip() : line;
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
  }
}
