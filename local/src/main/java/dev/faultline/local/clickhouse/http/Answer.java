package dev.faultline.local.clickhouse.http;

import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.engine.Progress;
import dev.faultline.local.clickhouse.query.QueryOutput;
import dev.faultline.local.clickhouse.query.QueryRequest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** The answer to a query: the headers that a ClickHouse server sends, then the output, packed. */
final class Answer implements QueryOutput {

  private static final int PIECE = 1 << 16;

  private final Response response;
  private final ServerFacts facts;
  private final QueryRequest query;
  private final Optional<String> encoding;
  private final long startedNanos = System.nanoTime();
  private OutputStream body;

  Answer(Request request, Response response, ServerFacts facts, QueryRequest query) {
    this.response = response;
    this.facts = facts;
    this.query = query;
    this.encoding = BodyEncoding.accepted(request, query);
  }

  /** Whether the status and the headers are already decided. */
  boolean begun() {
    return body != null;
  }

  /** Sets status 200 and the headers. */
  @Override
  public void begin(String format, Progress progress) throws IOException {
    HttpFields.Mutable headers = response.getHeaders();
    response.setStatus(200);
    headers.put(HttpHeader.CONTENT_TYPE, facts.contentType(format));
    headers.put("X-ClickHouse-Format", format);
    headers.put("X-ClickHouse-Summary", progress.summary(System.nanoTime() - startedNanos));
    common(headers);
    encoding.ifPresent(name -> headers.put(HttpHeader.CONTENT_ENCODING, name));
    OutputStream sink = new OpenEnded(Content.Sink.asOutputStream(response));
    body = BodyEncoding.pack(sink, encoding, query.compress());
  }

  /** Sends bytes of the output. */
  @Override
  public void write(ByteBuffer bytes) throws IOException {
    byte[] piece = new byte[Math.min(PIECE, Math.max(1, bytes.remaining()))];
    while (bytes.hasRemaining()) {
      int length = Math.min(piece.length, bytes.remaining());
      bytes.get(piece, 0, length);
      body.write(piece, 0, length);
    }
  }

  /** Sends what is still held back. The caller then completes the response. */
  @Override
  public void end() throws IOException {
    body.close();
  }

  /** Answers with an error instead of output. */
  void fail(EngineException error) throws IOException {
    HttpFields.Mutable headers = response.getHeaders();
    response.setStatus(HttpStatus.of(error.code()));
    headers.put(HttpHeader.CONTENT_TYPE, "text/plain; charset=UTF-8");
    headers.put("X-ClickHouse-Exception-Code", Integer.toString(error.code()));
    common(headers);
    Content.Sink.asOutputStream(response).write(text(error));
  }

  /**
   * Puts an error after output that has already been sent, as a server does. The caller then breaks
   * the connection, so that no client takes the output for complete.
   */
  void failLate(EngineException error) throws IOException {
    body.write(text(error));
    body.flush();
  }

  private byte[] text(EngineException error) {
    return (error.getMessage() + " (version " + facts.version() + ")\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void common(HttpFields.Mutable headers) {
    headers.put("X-ClickHouse-Query-Id", query.queryId().replaceAll("[\\r\\n]", " "));
    headers.put("X-ClickHouse-Timezone", facts.timezone());
    headers.put("X-ClickHouse-Server-Display-Name", facts.displayName());
  }

  /** Leaves the end of the response to the caller: only then may the client's next request come. */
  private static final class OpenEnded extends FilterOutputStream {

    OpenEnded(OutputStream sink) {
      super(sink);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
