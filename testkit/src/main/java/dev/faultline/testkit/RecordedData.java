package dev.faultline.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Recordings of real networks and feeds, kept outside the repository: beside the checkout in
 * shared/data, or where FAULTLINE_DATA says. A test that needs an absent one is skipped and says
 * so.
 */
public final class RecordedData {

  private RecordedData() {}

  /** The folder of all recordings; the test is skipped where it is absent. */
  public static Path folder() {
    return file("");
  }

  /** A recording; the test is skipped where it is absent. */
  public static Path file(String relative) {
    Path file = root().resolve(relative);
    assumeTrue(
        Files.isReadable(file),
        () -> "skipped: no recorded data at " + file + " (set FAULTLINE_DATA to where it is)");
    return file;
  }

  /** Opens a recording as text, unpacking .gz; the test is skipped where it is absent. */
  public static BufferedReader open(String relative) throws IOException {
    InputStream bytes = Files.newInputStream(file(relative));
    InputStream plain = relative.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
  }

  private static Path root() {
    return Optional.ofNullable(System.getenv("FAULTLINE_DATA"))
        .map(Path::of)
        .orElseGet(() -> projectRoot().resolve("../shared/data").normalize());
  }

  /** Tests run in the folder of their module. */
  private static Path projectRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder == null ? Path.of("") : folder;
  }
}
