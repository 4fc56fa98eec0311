package dev.faultline.ingest.source.framing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Unpacks gzip bodies, of which a few bytes can hold gigabytes. */
public final class GzipInput {

  /** The body is larger than it may be. */
  public static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final int BUFFER = 1 << 16;

  private GzipInput() {}

  /**
   * The body as it was before it was packed; a body that is not gzip is returned as it is.
   *
   * @throws TooLargeException if there are more than {@code most} bytes; no more are unpacked
   * @throws IOException if the gzip data is broken
   */
  public static byte[] of(byte[] body, int most) throws IOException {
    if (body.length < 2 || (body[0] & 0xFF) != 0x1f || (body[1] & 0xFF) != 0x8b) {
      return body;
    }
    ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body), BUFFER)) {
      for (int read = gzip.read(buffer); read >= 0; read = gzip.read(buffer)) {
        if (unpacked.size() + read > most) {
          throw new TooLargeException();
        }
        unpacked.write(buffer, 0, read);
      }
    }
    return unpacked.toByteArray();
  }
}
