package dev.faultline.ingest.importer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What an import is known by: the same files, read as the same format and time, are the same import
 * wherever they lie, so that one that was killed and is run again goes on as the publisher it was.
 */
final class ContentDigest {

  private static final int SHOWN_BYTES = 8;
  private static final int BUFFER_BYTES = 1 << 16;

  private ContentDigest() {}

  /** Sixteen hexadecimal digits. */
  static String of(ImportRequest request) throws IOException {
    MessageDigest digest = sha256();
    digest.update(request.format().name().getBytes(StandardCharsets.UTF_8));
    request
        .options()
        .observedAt()
        .ifPresent(at -> digest.update(at.toString().getBytes(StandardCharsets.UTF_8)));
    byte[] buffer = new byte[BUFFER_BYTES];
    for (Path file : request.files()) {
      try (InputStream input = Files.newInputStream(file)) {
        for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
