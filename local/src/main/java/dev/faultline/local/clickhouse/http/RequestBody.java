package dev.faultline.local.clickhouse.http;

import com.clickhouse.client.api.internal.CompressedBlockInputStream;
import dev.faultline.local.clickhouse.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * The body of a request and the two layers that it may be packed in: ClickHouse's own checksummed
 * blocks (<code>decompress=1</code>) inside HTTP's content encoding.
 */
final class RequestBody {

  private static final int BLOCK = 1 << 16;
  private static final long DRAIN_LIMIT = 1L << 30;

  private RequestBody() {}

  /**
   * The body, unpacked.
   *
   * @throws EngineException for a content encoding that is not known here
   */
  static InputStream unpack(Request request, boolean blocks) throws EngineException, IOException {
    InputStream body = Content.Source.asInputStream(request);
    String encoding =
        Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_ENCODING))
            .orElse("identity")
            .toLowerCase(Locale.ROOT);
    InputStream decoded =
        switch (encoding) {
          case "identity", "" -> body;
          case "gzip" -> new GZIPInputStream(body, BLOCK);
          case "deflate" -> new InflaterInputStream(body);
          case "lz4" -> new LZ4FrameInputStream(body);
          default ->
              throw EngineException.of(
                  48,
                  "NOT_IMPLEMENTED",
                  "Content-Encoding " + encoding + " is not supported here; use gzip or lz4");
        };
    if (!blocks) {
      return decoded;
    }
    // the driver's own reader, which takes blocks of LZ4, ZSTD and no compression
    return new CompressedBlockInputStream(
        decoded, LZ4Factory.fastestInstance().fastDecompressor(), BLOCK);
  }

  /**
   * Reads what the client still sends, so that it comes to read the answer: most clients do not
   * look for one before they have sent everything. Gives up at some length; such a client sees a
   * broken connection.
   */
  static void drain(Request request) throws IOException {
    InputStream rest = Content.Source.asInputStream(request);
    byte[] piece = new byte[BLOCK];
    long left = DRAIN_LIMIT;
    for (int length = rest.read(piece); length >= 0 && left > 0; length = rest.read(piece)) {
      left -= length;
    }
  }
}
