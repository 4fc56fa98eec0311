package dev.faultline.local.clickhouse.http;

import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.engine.Progress;
import dev.faultline.local.clickhouse.query.QueryOutput;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/** The answer to a query: the headers that a ClickHouse server sends, then the output, packed. */
final class Answer implements QueryOutput {

  private static final int PIECE = 1 << 16;

  /**
   * What the headers tell of the request.
   *
   * @param progressHeader whether the client asked for <code>X-ClickHouse-Progress</code>
   */
  record Terms(String queryId, ResponseCompression packing, boolean progressHeader) {}

  private final Response response;
  private final ServerFacts facts;
  private final Terms terms;
  private final ExceptionBlock lateError = ExceptionBlock.withRandomTag();
  private final long startedNanos = System.nanoTime();
  private OutputStream body;

  Answer(Response response, ServerFacts facts, Terms terms) {
    this.response = response;
    this.facts = facts;
    this.terms = terms;
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
    String summary = progress.summary(System.nanoTime() - startedNanos);
    if (terms.progressHeader()) {
      headers.put("X-ClickHouse-Progress", summary);
    }
    headers.put("X-ClickHouse-Summary", summary);
    common(headers);
    body = terms.packing().pack(new OpenEnded(Content.Sink.asOutputStream(response)));
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

  /**
   * Answers with an error instead of output, packed as the output would have been. The caller then
   * completes the response.
   */
  void fail(EngineException error) throws IOException {
    HttpFields.Mutable headers = response.getHeaders();
    response.setStatus(HttpStatus.of(error.code()));
    headers.put(HttpHeader.CONTENT_TYPE, "text/plain; charset=UTF-8");
    headers.put("X-ClickHouse-Exception-Code", Integer.toString(error.code()));
    common(headers);
    OutputStream sink = new OpenEnded(Content.Sink.asOutputStream(response));
    try (OutputStream out = terms.packing().pack(sink)) {
      out.write((message(error) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Puts an error after output that has already been sent, as a server does. The caller then breaks
   * the connection, so that clients which do not know the block do not take the output for
   * complete.
   */
  void failLate(EngineException error) throws IOException {
    body.write(lateError.around(message(error)));
    body.close();
  }

  private String message(EngineException error) {
    return error.getMessage() + " (version " + facts.version() + ")";
  }

  private void common(HttpFields.Mutable headers) {
    headers.put("X-ClickHouse-Query-Id", terms.queryId().replaceAll("[\\r\\n]", " "));
    headers.put("X-ClickHouse-Timezone", facts.timezone());
    headers.put("X-ClickHouse-Server-Display-Name", facts.displayName());
    headers.put(ExceptionBlock.HEADER, lateError.tag());
    terms.packing().encoding().ifPresent(name -> headers.put(HttpHeader.CONTENT_ENCODING, name));
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
