package dev.faultline.ingest.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Damages bytes as disks, networks and careless editors do. */
public final class Mutations {

  private static final byte[] TELLING =
      "\"'\\{}[],:;<>&!\n\r\t 0-.eE\u0000\u00ff,null".getBytes(StandardCharsets.ISO_8859_1);
  private static final int MOST = 6;

  private Mutations() {}

  /** Up to six changes: other bytes, a cut, a piece copied elsewhere. */
  public static byte[] of(byte[] original, Random random) {
    byte[] bytes = original.clone();
    for (int changes = 1 + random.nextInt(MOST); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1, 2 -> bytes[at] = TELLING[random.nextInt(TELLING.length)];
        default -> bytes = moved(bytes, at, random);
      }
    }
    return bytes;
  }

  private static byte[] moved(byte[] bytes, int at, Random random) {
    if (random.nextInt(4) == 0) {
      return Arrays.copyOf(bytes, Math.max(at, 1));
    }
    int from = random.nextInt(bytes.length);
    int length = Math.min(random.nextInt(40), bytes.length - Math.max(from, at));
    System.arraycopy(bytes, from, bytes, at, length);
    return bytes;
  }

  /** The same packed. */
  public static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
