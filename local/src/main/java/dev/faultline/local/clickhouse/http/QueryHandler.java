package dev.faultline.local.clickhouse.http;

import com.clickhouse.client.api.ClientException;
import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.query.QueryRequest;
import dev.faultline.local.clickhouse.query.QueryRunner;
import dev.faultline.local.clickhouse.query.RunningQueries;
import dev.faultline.local.clickhouse.query.RunningQueries.Running;
import dev.faultline.local.clickhouse.query.StatementGuard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Runs one statement a request, as ClickHouse's HTTP interface does. Blocks its thread. */
final class QueryHandler extends Handler.Abstract {

  private static final long DRAIN_LIMIT = 1L << 30;

  private final QueryRunner runner;
  private final RunningQueries running;
  private final ServerFacts facts;

  QueryHandler(QueryRunner runner, RunningQueries running, ServerFacts facts) {
    this.runner = runner;
    this.running = running;
    this.facts = facts;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    QueryRequest query;
    try {
      query = RequestReader.read(request);
    } catch (EngineException e) {
      new Answer(request, response, facts, QueryRequest.unread()).fail(e);
      callback.succeeded();
      return true;
    }
    Answer answer = new Answer(request, response, facts, query);
    boolean reusable = true;
    try (Running entry = running.enter(query.queryId(), client(request))) {
      try {
        runner.run(query, body(request, query), answer, entry);
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

  private static Optional<SocketChannel> client(Request request) {
    Object transport = request.getConnectionMetaData().getConnection().getEndPoint().getTransport();
    return transport instanceof SocketChannel socket ? Optional.of(socket) : Optional.empty();
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

  private static InputStream body(Request request, QueryRequest query)
      throws EngineException, IOException {
    String type = String.valueOf(request.getHeaders().get("Content-Type"));
    if (type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      throw EngineException.of(
          48, "NOT_IMPLEMENTED", "External data in multipart bodies is not supported here");
    }
    return BodyEncoding.unpack(request, query.decompress());
  }
}
