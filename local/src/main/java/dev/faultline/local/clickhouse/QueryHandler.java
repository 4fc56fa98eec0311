package dev.faultline.local.clickhouse;

import com.clickhouse.client.api.ClientException;
import dev.faultline.local.clickhouse.RunningQueries.Running;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one statement a request, as ClickHouse's HTTP interface does. Blocks its thread. */
final class QueryHandler extends Handler.Abstract {

  private static final Logger LOG = LoggerFactory.getLogger(QueryHandler.class);

  private static final long DRAIN_LIMIT = 1L << 30;

  private final Engine engine;
  private final ServerFacts facts;
  private final Sessions sessions;
  private final RunningQueries running;
  private final StatementGuard guard;

  QueryHandler(
      Engine engine,
      ServerFacts facts,
      Sessions sessions,
      RunningQueries running,
      StatementGuard guard) {
    this.engine = engine;
    this.facts = facts;
    this.sessions = sessions;
    this.running = running;
    this.guard = guard;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    QueryRequest query;
    try {
      query = QueryRequest.of(request);
    } catch (EngineException e) {
      new Answer(request, response, facts, QueryRequest.unread()).fail(e);
      callback.succeeded();
      return true;
    }
    Answer answer = new Answer(request, response, facts, query);
    boolean reusable = true;
    try (Running entry = running.enter(query.queryId(), request)) {
      try {
        answer(request, query, answer, entry);
      } finally {
        reusable = entry.answered();
      }
    } catch (EofException e) {
      // the client has gone
      throw e;
    } catch (EngineException | IOException | ClientException e) {
      EngineException error = StatementGuard.explain(inEngineTerms(e));
      if (answer.begun()) {
        answer.failLate(error);
        callback.failed(error);
        return true;
      }
      drain(request);
      answer.fail(error);
    }
    complete(request, callback, reusable);
    return true;
  }

  private static EngineException inEngineTerms(Exception e) {
    return e instanceof EngineException known
        ? known
        : EngineException.of(
            271, "CANNOT_DECOMPRESS", "The body of the request cannot be read: " + e.getMessage());
  }

  /**
   * Reads what the client still sends, so that it comes to read the answer: most clients do not
   * look for one before they have sent everything. Gives up at some length; such a client sees a
   * broken connection.
   */
  private static void drain(Request request) throws IOException {
    InputStream rest = Content.Source.asInputStream(request);
    byte[] piece = new byte[1 << 16];
    long left = DRAIN_LIMIT;
    for (int length = rest.read(piece); length >= 0 && left > 0; length = rest.read(piece)) {
      left -= length;
    }
  }

  private static void complete(Request request, Callback callback, boolean reusable) {
    callback.succeeded();
    if (!reusable) {
      request.getConnectionMetaData().getConnection().getEndPoint().close();
    }
  }

  private void answer(Request request, QueryRequest query, Answer answer, Running entry)
      throws EngineException, IOException {
    StatementBody body = StatementBody.read(query.query(), body(request, query));
    if (query.session().isPresent()) {
      EngineConnection connection = sessions.take(query.session().get());
      try (SettingsScope scope = SettingsScope.enter(connection, query)) {
        run(connection, query, body, answer, entry);
      } finally {
        sessions.release(query.session().get());
      }
    } else {
      try (EngineConnection connection = engine.connect(query.queryId())) {
        SettingsScope.apply(connection, query);
        run(connection, query, body, answer, entry);
      }
    }
  }

  private InputStream body(Request request, QueryRequest query)
      throws EngineException, IOException {
    String type = String.valueOf(request.getHeaders().get("Content-Type"));
    if (type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      throw EngineException.of(
          48, "NOT_IMPLEMENTED", "External data in multipart bodies is not supported here");
    }
    return BodyEncoding.unpack(request, query.decompress());
  }

  private void run(
      EngineConnection connection,
      QueryRequest query,
      StatementBody body,
      Answer answer,
      Running entry)
      throws EngineException, IOException {
    Statement statement = body.statement();
    StatementClass kind = guard.check(connection, statement, query.readOnly());
    String format = statement.outputFormat().orElse(query.defaultFormat());
    if (statement.insert().isPresent()) {
      insert(connection, query, body, answer, entry);
      return;
    }
    entry.bodyRead();
    Optional<StreamedFormat> joining = StreamedFormat.of(format);
    if (kind.readOnly() && joining.isPresent() && streams(statement, query)) {
      try (ResultStream stream =
          connection.stream(statement.text(), query.defaultFormat(), query.parameters())) {
        new SelectStreaming(joining.get(), format, answer).send(stream);
      }
      return;
    }
    byte[] text = KillQuery.translate(statement);
    try (EngineResult result =
        connection.execute(text, query.defaultFormat(), query.parameters())) {
      answer.begin(format, result.progress());
      answer.write(result.bytes());
      answer.end();
    }
  }

  /**
   * The engine streams SELECTs only, and it mixes up totals and extremes with rows when it does.
   */
  private static boolean streams(Statement statement, QueryRequest query) {
    boolean select = statement.keyword().equals("SELECT") || statement.keyword().equals("WITH");
    return select && !statement.totals() && !"1".equals(query.settings().get("extremes"));
  }

  private static void insert(
      EngineConnection connection,
      QueryRequest query,
      StatementBody body,
      Answer answer,
      Running entry)
      throws EngineException, IOException {
    Statement statement = body.statement();
    String format = statement.insert().orElseThrow().format();
    Map<String, String> parameters = query.parameters();
    try (InsertStream stream = connection.insert(statement.text(), format, parameters)) {
      body.pour(stream);
      entry.bodyRead();
      Progress progress = stream.finish();
      answer.begin(query.defaultFormat(), progress);
      answer.end();
    } catch (IOException e) {
      LOG.debug("a client went away in an INSERT into {}", text(statement));
      throw e;
    }
  }

  private static String text(Statement statement) {
    return new String(statement.text(), StandardCharsets.UTF_8);
  }
}
