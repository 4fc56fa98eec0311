package dev.faultline.local.clickhouse.http;

import com.clickhouse.data.stream.Lz4OutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Fields;

/**
 * How a client wants its answer, errors too: in ClickHouse's own checksummed blocks, in an HTTP
 * content encoding, in blocks within one, or as it is.
 *
 * @param blocks whether it asked for blocks by <code>compress=1</code>
 * @param encoding the first known encoding that it accepts, if it asked for one by <code>
 *     enable_http_compression=1</code>
 */
record ResponseCompression(boolean blocks, Optional<String> encoding) {

  /** As it is: servers answer thus who is not known to them, and drivers expect it. */
  static final ResponseCompression NONE = new ResponseCompression(false, Optional.empty());

  private static final int BLOCK = 1 << 16;

  /** What a request asks for; nothing in it is an error. */
  static ResponseCompression of(HttpFields headers, Fields parameters) {
    Optional<String> encoding =
        isSet(parameters, "enable_http_compression") ? accepted(headers) : Optional.empty();
    return new ResponseCompression(isSet(parameters, "compress"), encoding);
  }

  static boolean isSet(Fields parameters, String name) {
    String value = parameters.getValue(name);
    return "1".equals(value) || "true".equalsIgnoreCase(value);
  }

  private static Optional<String> accepted(HttpFields headers) {
    return headers.getQualityCSV(HttpHeader.ACCEPT_ENCODING).stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> name.equals("gzip") || name.equals("deflate") || name.equals("lz4"))
        .findFirst();
  }

  /** A stream that packs what is written to it; closing it closes what is below. */
  OutputStream pack(OutputStream out) throws IOException {
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
