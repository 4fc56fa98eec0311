package dev.faultline.local.clickhouse.http;

import com.clickhouse.client.api.ClientException;
import dev.faultline.local.clickhouse.access.Login;
import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.query.QueryRequest;
import dev.faultline.local.clickhouse.query.QueryRunner;
import dev.faultline.local.clickhouse.query.RunningQueries;
import dev.faultline.local.clickhouse.query.RunningQueries.Running;
import dev.faultline.local.clickhouse.query.StatementGuard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one statement a request, as ClickHouse's HTTP interface does. Blocks its thread. */
final class QueryHandler {

  private static final Logger LOG = LoggerFactory.getLogger(QueryHandler.class);

  private final QueryRunner runner;
  private final RunningQueries running;
  private final ServerFacts facts;
  private final Login login;
  private final Path spool;

  /**
   * @param spool an existing folder for large parts of requests
   */
  QueryHandler(
      QueryRunner runner, RunningQueries running, ServerFacts facts, Login login, Path spool) {
    this.runner = runner;
    this.running = running;
    this.facts = facts;
    this.login = login;
    this.spool = spool;
  }

  /** Answers a request, whatever happens. */
  void answer(Request request, Response response, Callback callback) {
    try {
      Fields parameters = parameters(request);
      String queryId = RequestReader.queryId(request.getHeaders(), parameters);
      Optional<EngineException> stranger = login.refusal(request.getHeaders(), parameters);
      if (stranger.isPresent()) {
        Answer.Terms plain = new Answer.Terms(queryId, ResponseCompression.NONE, false);
        RequestBody.drain(request);
        new Answer(response, facts, plain).fail(stranger.get());
        callback.succeeded();
        return;
      }
      ResponseCompression packing = ResponseCompression.of(request.getHeaders(), parameters);
      boolean progress = ResponseCompression.isSet(parameters, "send_progress_in_http_headers");
      Answer answer = new Answer(response, facts, new Answer.Terms(queryId, packing, progress));
      answer(request, queryId, parameters, answer, callback);
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      // the client has gone, or nothing sensible can be told to it
      callback.failed(e);
    }
  }

  /** An answer for a request that has no turn. */
  void refuse(Request request, Response response, Callback callback, EngineException error) {
    try {
      Fields parameters = parameters(request);
      String queryId = RequestReader.queryId(request.getHeaders(), parameters);
      ResponseCompression packing = ResponseCompression.of(request.getHeaders(), parameters);
      new Answer(response, facts, new Answer.Terms(queryId, packing, false)).fail(error);
      callback.succeeded();
    } catch (IOException | RuntimeException e) {
      callback.failed(e);
    }
  }

  private void answer(
      Request request, String queryId, Fields parameters, Answer answer, Callback callback)
      throws IOException {
    boolean reusable = true;
    try {
      reusable = run(request, queryId, parameters, answer);
    } catch (EofException e) {
      // the client has gone
      throw e;
    } catch (EngineException | IOException | RuntimeException e) {
      EngineException error = StatementGuard.explain(inEngineTerms(e));
      if (answer.begun()) {
        answer.failLate(error);
        callback.failed(error);
        return;
      }
      reusable = !timedOut(e);
      if (reusable) {
        RequestBody.drain(request);
      }
      answer.fail(error);
    }
    callback.succeeded();
    if (!reusable) {
      request.getConnectionMetaData().getConnection().getEndPoint().close();
    }
  }

  /** Runs the statement and says whether the connection may serve another request. */
  private boolean run(Request request, String queryId, Fields parameters, Answer answer)
      throws EngineException, IOException {
    InputStream body =
        RequestBody.unpack(request, ResponseCompression.isSet(parameters, "decompress"));
    if (!MultipartForm.in(request)) {
      return run(
          request, RequestReader.read(request, queryId, parameters, List.of()), body, answer);
    }
    try (MultipartForm form = MultipartForm.read(request, body, spool)) {
      Fields all = form.parametersWith(parameters);
      return run(
          request,
          RequestReader.read(request, queryId, all, form.tables(all)),
          InputStream.nullInputStream(),
          answer);
    }
  }

  private boolean run(Request request, QueryRequest query, InputStream body, Answer answer)
      throws EngineException, IOException {
    Running entry = running.enter(query.queryId(), client(request));
    try {
      runner.run(query, body, answer, entry);
    } catch (EngineException | IOException | RuntimeException e) {
      entry.answered();
      throw e;
    }
    return entry.answered();
  }

  private static Fields parameters(Request request) {
    try {
      return Request.extractQueryParameters(request);
    } catch (IllegalArgumentException e) {
      return Fields.EMPTY;
    }
  }

  private static Optional<SocketChannel> client(Request request) {
    Object transport = request.getConnectionMetaData().getConnection().getEndPoint().getTransport();
    return transport instanceof SocketChannel socket ? Optional.of(socket) : Optional.empty();
  }

  private static EngineException inEngineTerms(Exception e) {
    if (e instanceof EngineException known) {
      return known;
    }
    if (e instanceof RuntimeException && !(e instanceof ClientException)) {
      LOG.warn("a request failed in a way that was not foreseen", e);
      return EngineException.of(1001, "STD_EXCEPTION", "The request failed: " + e);
    }
    return timedOut(e)
        ? EngineException.of(
            209, "SOCKET_TIMEOUT", "Timeout exceeded while reading the body of the request")
        : EngineException.of(
            271, "CANNOT_DECOMPRESS", "The body of the request cannot be read: " + e.getMessage());
  }

  private static boolean timedOut(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }
}
