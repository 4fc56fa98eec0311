package dev.faultline.streams;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Recordings of real networks, kept outside the repository: beside the checkout in shared/data, or
 * where FAULTLINE_DATA says. A test that needs an absent one is skipped and says so.
 */
public final class RecordedData {

  private RecordedData() {}

  /** The path of a recording; skips the test without it. */
  public static Path require(String relative) {
    String configured = System.getenv("FAULTLINE_DATA");
    Path root = configured != null ? Path.of(configured) : Path.of("..", "..", "shared", "data");
    Path file = root.resolve(relative);
    assumeTrue(
        Files.exists(file),
        () -> "skipped: no recorded data at " + file + "; set FAULTLINE_DATA to its folder");
    return file;
  }

  /** Opens a recording as text, unpacking .gz; skips the test without it. */
  public static BufferedReader open(String relative) throws IOException {
    InputStream bytes = Files.newInputStream(require(relative));
    InputStream plain = relative.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
  }
}
