package dev.faultline.local.clickhouse.query;

import dev.faultline.local.clickhouse.engine.Engine;
import dev.faultline.local.clickhouse.engine.EngineConnection;
import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.engine.EngineResult;
import dev.faultline.local.clickhouse.engine.InsertStream;
import dev.faultline.local.clickhouse.engine.Progress;
import dev.faultline.local.clickhouse.engine.ResultStream;
import dev.faultline.local.clickhouse.engine.StatementClass;
import dev.faultline.local.clickhouse.query.RunningQueries.Running;
import dev.faultline.local.clickhouse.statement.Statement;
import dev.faultline.local.clickhouse.statement.StreamedFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Runs the statement of a request. Blocks its thread. */
public final class QueryRunner {

  private final Engine engine;
  private final Sessions sessions;
  private final StatementGuard guard;

  public QueryRunner(Engine engine, Sessions sessions, StatementGuard guard) {
    this.engine = engine;
    this.sessions = sessions;
    this.guard = guard;
  }

  /**
   * Runs it in its session, or in one of its own.
   *
   * @param body the request's body, unpacked
   * @throws EngineException if the statement or a parameter is wrong, or the statement fails
   * @throws IOException if the body cannot be read or the output not be sent
   */
  public void run(QueryRequest query, InputStream body, QueryOutput output, Running entry)
      throws EngineException, IOException {
    StatementBody text = StatementBody.read(query.query(), body);
    if (query.session().isPresent()) {
      EngineConnection connection = sessions.take(query.session().get());
      try (SettingsScope scope = SettingsScope.enter(connection, query, guard)) {
        run(connection, query, text, output, entry);
      } finally {
        sessions.release(query.session().get());
      }
    } else {
      try (EngineConnection connection = engine.connect(query.queryId())) {
        SettingsScope.apply(connection, query, guard);
        run(connection, query, text, output, entry);
      }
    }
  }

  private void run(
      EngineConnection connection,
      QueryRequest query,
      StatementBody body,
      QueryOutput output,
      Running entry)
      throws EngineException, IOException {
    Statement statement = body.statement();
    StatementClass kind = guard.check(connection, statement, readOnly(query));
    String format = statement.outputFormat().orElse(query.defaultFormat());
    if (statement.insert().isPresent()) {
      insert(connection, query, body, output, entry);
      return;
    }
    entry.bodyRead();
    boolean progress = ProgressRows.in(format) && !query.waitForEnd();
    if (kind.readOnly() && progress) {
      tellProgress(connection, query, statement, format, output);
    } else if (kind.readOnly()
        && StreamedFormat.of(format).isPresent()
        && selects(statement, query)) {
      stream(connection, query, statement, format, output);
    } else {
      complete(connection, query, statement, format, output);
    }
  }

  private void stream(
      EngineConnection connection,
      QueryRequest query,
      Statement statement,
      String format,
      QueryOutput output)
      throws EngineException, IOException {
    try (ResultStream stream =
        connection.stream(statement.text(), query.defaultFormat(), query.parameters())) {
      StreamedFormat joining = StreamedFormat.of(format).orElseThrow();
      new SelectStreaming(joining, format, output).send(stream);
    }
  }

  private void complete(
      EngineConnection connection,
      QueryRequest query,
      Statement statement,
      String format,
      QueryOutput output)
      throws EngineException, IOException {
    byte[] text = KillQuery.translate(statement);
    try (EngineResult result =
        connection.execute(text, query.defaultFormat(), query.parameters())) {
      output.begin(format, result.progress());
      output.write(result.bytes());
      output.end();
    }
  }

  private void tellProgress(
      EngineConnection connection,
      QueryRequest query,
      Statement statement,
      String format,
      QueryOutput output)
      throws EngineException, IOException {
    try (ProgressRows rows =
        new ProgressRows(format, output, () -> engine.reading(query.queryId()))) {
      if (selects(statement, query)) {
        try (ResultStream stream =
            connection.stream(statement.text(), query.defaultFormat(), query.parameters())) {
          rows.send(stream);
        }
      } else {
        try (EngineResult result =
            connection.execute(statement.text(), query.defaultFormat(), query.parameters())) {
          rows.send(result);
        }
      }
    }
  }

  private static boolean readOnly(QueryRequest query) {
    String setting = query.settings().getOrDefault("readonly", "0");
    return query.readOnly() || (query.session().isPresent() && !setting.equals("0"));
  }

  /**
   * The engine streams SELECTs only, and it mixes up totals and extremes with rows when it does.
   */
  private static boolean selects(Statement statement, QueryRequest query) {
    boolean select = statement.keyword().equals("SELECT") || statement.keyword().equals("WITH");
    return select
        && !query.waitForEnd()
        && !statement.totals()
        && !"1".equals(query.settings().get("extremes"));
  }

  private static void insert(
      EngineConnection connection,
      QueryRequest query,
      StatementBody body,
      QueryOutput output,
      Running entry)
      throws EngineException, IOException {
    Statement statement = body.statement();
    String format = statement.insert().orElseThrow().format();
    Map<String, String> parameters = query.parameters();
    try (InsertStream stream = connection.insert(statement.text(), format, parameters)) {
      body.pour(stream);
      entry.bodyRead();
      Progress progress = stream.finish();
      output.begin(query.defaultFormat(), progress);
      output.end();
    }
  }
}
