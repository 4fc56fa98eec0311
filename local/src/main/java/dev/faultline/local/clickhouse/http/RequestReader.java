package dev.faultline.local.clickhouse.http;

import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.query.ExternalTable;
import dev.faultline.local.clickhouse.query.QueryRequest;
import dev.faultline.local.clickhouse.query.QueryRequest.SessionKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** Reads what a request asks for, apart from its body, from its URL and headers. */
final class RequestReader {

  private static final String PARAMETER_PREFIX = "param_";
  private static final int DEFAULT_SESSION_SECONDS = 60;

  /** Parameters of the protocol itself; users and quotas exist on a server only. */
  private static final Set<String> NOT_SETTINGS =
      Set.of(
          "query",
          "query_id",
          "database",
          "default_format",
          "compress",
          "decompress",
          "session_id",
          "session_timeout",
          "session_check",
          "close_session",
          "user",
          "password",
          "quota_key",
          "role",
          "stacktrace",
          "buffer_size",
          "wait_end_of_query",
          "client_protocol_version");

  private RequestReader() {}

  /**
   * Reads a request.
   *
   * @param fields parameters of the URL and of a form
   * @param tables tables that the form carries
   * @throws EngineException with ClickHouse's code for a parameter that makes no sense
   */
  static QueryRequest read(
      Request request, String queryId, Fields fields, List<ExternalTable> tables)
      throws EngineException {
    HttpFields headers = request.getHeaders();
    Set<String> ofTables =
        tables.stream()
            .flatMap(table -> MultipartForm.parametersOf(table.name()))
            .collect(Collectors.toSet());
    if (fields.get("role") != null) {
      throw EngineException.of(
          48, "NOT_IMPLEMENTED", "Roles exist on a ClickHouse server, not in the embedded engine");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    Map<String, String> settings = new LinkedHashMap<>();
    for (Fields.Field field : fields) {
      String name = field.getName();
      if (name.startsWith(PARAMETER_PREFIX)) {
        parameters.put(name.substring(PARAMETER_PREFIX.length()), field.getValue());
      } else if (!NOT_SETTINGS.contains(name) && !ofTables.contains(name)) {
        settings.put(name, field.getValue());
      }
    }
    return new QueryRequest(
        Optional.ofNullable(fields.getValue("query")).orElse(""),
        queryId,
        text(fields, "database").or(() -> header(headers, "X-ClickHouse-Database")),
        session(fields),
        text(fields, "default_format")
            .or(() -> header(headers, "X-ClickHouse-Format"))
            .orElse("TabSeparated"),
        parameters,
        settings,
        HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod()),
        ResponseCompression.isSet(fields, "wait_end_of_query"),
        tables);
  }

  /** The client's id of its query, or a new one. */
  static String queryId(HttpFields headers, Fields fields) {
    return header(headers, "X-ClickHouse-Query-Id")
        .or(() -> text(fields, "query_id"))
        .orElseGet(() -> UUID.randomUUID().toString());
  }

  private static Optional<SessionKey> session(Fields fields) throws EngineException {
    Optional<String> id = text(fields, "session_id");
    if (id.isEmpty()) {
      return Optional.empty();
    }
    String timeout = text(fields, "session_timeout").orElse("" + DEFAULT_SESSION_SECONDS);
    if (!timeout.matches("\\d{1,5}")) {
      throw EngineException.of(
          374, "INVALID_SESSION_TIMEOUT", "Invalid session timeout: '" + timeout + "'");
    }
    boolean mustExist = "1".equals(fields.getValue("session_check"));
    return Optional.of(new SessionKey(id.get(), Integer.parseInt(timeout), mustExist));
  }

  private static Optional<String> text(Fields fields, String name) {
    return Optional.ofNullable(fields.getValue(name)).filter(value -> !value.isEmpty());
  }

  private static Optional<String> header(HttpFields headers, String name) {
    return Optional.ofNullable(headers.getField(name))
        .map(HttpField::getValue)
        .filter(value -> !value.isEmpty());
  }
}
