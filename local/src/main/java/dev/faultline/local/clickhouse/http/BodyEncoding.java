package dev.faultline.local.clickhouse.http;

import com.clickhouse.client.api.internal.CompressedBlockInputStream;
import com.clickhouse.data.stream.Lz4OutputStream;
import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.query.QueryRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * The two layers that a body may be packed in: ClickHouse's own checksummed blocks (<code>
 * compress</code>, <code>decompress</code>) inside HTTP's content encoding.
 */
final class BodyEncoding {

  private static final int BLOCK = 1 << 16;

  private BodyEncoding() {}

  /**
   * The request's body, unpacked.
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
   * The content encoding of the answer: the first that the client accepts, if it asked for one by
   * <code>enable_http_compression=1</code>.
   */
  static Optional<String> accepted(Request request, QueryRequest query) {
    if (!"1".equals(query.settings().get("enable_http_compression"))) {
      return Optional.empty();
    }
    return request.getHeaders().getQualityCSV(HttpHeader.ACCEPT_ENCODING).stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> name.equals("gzip") || name.equals("deflate") || name.equals("lz4"))
        .findFirst();
  }

  /** A stream that packs the answer; closing it closes what is below. */
  static OutputStream pack(OutputStream out, Optional<String> encoding, boolean blocks)
      throws IOException {
    OutputStream encoded = encoding.isPresent() ? encode(out, encoding.get()) : out;
    return blocks ? new Lz4OutputStream(encoded, BLOCK, null) : encoded;
  }

  private static OutputStream encode(OutputStream out, String encoding) throws IOException {
    return switch (encoding) {
      case "gzip" -> new GZIPOutputStream(out, BLOCK);
      case "deflate" -> new DeflaterOutputStream(out);
      case "lz4" -> new LZ4FrameOutputStream(out, LZ4FrameOutputStream.BLOCKSIZE.SIZE_64KB);
      default -> throw new IOException("unknown content encoding " + encoding);
    };
  }
}
