package dev.faultline.ingest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Recorded feeds, which lie beside the project and not in it. */
public final class RecordedData {

  private RecordedData() {}

  /** A recorded file; the test is skipped where it is absent. */
  public static Path file(String relative) {
    Path file = root().resolve(relative);
    assumeTrue(
        Files.isReadable(file),
        () -> "skipped: no recorded data at " + file + " (set FAULTLINE_DATA to where it is)");
    return file;
  }

  private static Path root() {
    return Optional.ofNullable(System.getenv("FAULTLINE_DATA"))
        .map(Path::of)
        .orElseGet(() -> projectRoot().resolve("../shared/data").normalize());
  }

  private static Path projectRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder == null ? Path.of("") : folder;
  }
}
