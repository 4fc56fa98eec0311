package dev.faultline.api.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends bytes: packed where the client takes that, not at all where it has them already, and with
 * headers that let no page of another origin use them.
 */
public final class Delivery {

  private static final int WORTH_PACKING = 1_000;

  private Delivery() {}

  /**
   * Sends.
   *
   * @param caching the header Cache-Control
   */
  public static void send(
      Request request,
      Response response,
      Callback callback,
      int status,
      String contentType,
      byte[] body,
      String caching)
      throws IOException {
    String tag = "W/\"" + digest(body) + "\"";
    var headers = response.getHeaders();
    headers.put(HttpHeader.CACHE_CONTROL, caching);
    headers.put(HttpHeader.VARY, "Accept, Accept-Encoding");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    if (status == 200) {
      headers.put(HttpHeader.ETAG, tag);
      if (isKnown(request.getHeaders().get(HttpHeader.IF_NONE_MATCH), tag)) {
        response.setStatus(304);
        response.write(true, ByteBuffer.allocate(0), callback);
        return;
      }
    }
    response.setStatus(status);
    headers.put(HttpHeader.CONTENT_TYPE, contentType);
    byte[] sent = body;
    if (body.length >= WORTH_PACKING && takesGzip(request)) {
      sent = gzip(body);
      headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
    }
    headers.put(HttpHeader.CONTENT_LENGTH, sent.length);
    boolean headOnly = request.getMethod().equals("HEAD");
    response.write(true, headOnly ? ByteBuffer.allocate(0) : ByteBuffer.wrap(sent), callback);
  }

  private static boolean isKnown(String tags, String tag) {
    return tags != null
        && Arrays.stream(tags.split(","))
            .map(String::strip)
            .anyMatch(each -> each.equals("*") || each.equals(tag) || tag.equals("W/" + each));
  }

  private static boolean takesGzip(Request request) {
    String accepts = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
    return accepts != null
        && accepts.contains("gzip")
        && !accepts.contains("gzip;q=0,")
        && !accepts.endsWith("gzip;q=0");
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    }
    return packed.toByteArray();
  }

  private static String digest(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
