package dev.faultline.local.clickhouse.query;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The parameters of a request to ClickHouse's HTTP interface, apart from its body.
 *
 * @param query text that goes before the body's
 * @param queryId the client's id, or a new one
 * @param database the database that unqualified names mean
 * @param session the session to run in, if not in one of its own
 * @param defaultFormat output format of queries without a FORMAT clause
 * @param compress whether the answer is in ClickHouse's compressed blocks
 * @param decompress whether the body is
 * @param parameters values of {@code {name:Type}} in the statement
 * @param settings every other parameter
 * @param readOnly whether the method is one that changes nothing
 */
public record QueryRequest(
    String query,
    String queryId,
    Optional<String> database,
    Optional<SessionKey> session,
    String defaultFormat,
    boolean compress,
    boolean decompress,
    Map<String, String> parameters,
    Map<String, String> settings,
    boolean readOnly) {

  /**
   * Names a session.
   *
   * @param timeoutSeconds how long it is kept after its last use
   * @param mustExist whether a missing one is an error
   */
  public record SessionKey(String id, int timeoutSeconds, boolean mustExist) {}

  /** Stands for a request whose parameters make no sense, in the answer that says so. */
  public static QueryRequest unread() {
    return new QueryRequest(
        "",
        UUID.randomUUID().toString(),
        Optional.empty(),
        Optional.empty(),
        "TabSeparated",
        false,
        false,
        Map.of(),
        Map.of(),
        false);
  }
}
