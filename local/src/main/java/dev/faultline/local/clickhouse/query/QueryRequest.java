package dev.faultline.local.clickhouse.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request asks for, apart from its body.
 *
 * @param query text that goes before the body's
 * @param queryId the client's id, or a new one
 * @param database the database that unqualified names mean
 * @param session the session to run in, if not in one of its own
 * @param defaultFormat output format of queries without a FORMAT clause
 * @param parameters values of {@code {name:Type}} in the statement
 * @param settings every other parameter
 * @param readOnly whether the method is one that changes nothing
 * @param waitForEnd whether nothing may be sent before the query has ended, so that every error has
 *     a status of its own
 * @param tables tables that come with the request and end with it
 */
public record QueryRequest(
    String query,
    String queryId,
    Optional<String> database,
    Optional<SessionKey> session,
    String defaultFormat,
    Map<String, String> parameters,
    Map<String, String> settings,
    boolean readOnly,
    boolean waitForEnd,
    List<ExternalTable> tables) {

  /**
   * Names a session.
   *
   * @param timeoutSeconds how long it is kept after its last use
   * @param mustExist whether a missing one is an error
   */
  public record SessionKey(String id, int timeoutSeconds, boolean mustExist) {}
}
