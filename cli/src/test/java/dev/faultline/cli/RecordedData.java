package dev.faultline.cli;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** Recorded data beside the checkout; a test that needs it is skipped where it is absent. */
final class RecordedData {

  private RecordedData() {}

  static Path file(String name) {
    String folder = System.getenv("FAULTLINE_DATA");
    // surefire runs in the module's folder
    Path data = folder == null ? Path.of("..", "..", "shared", "data") : Path.of(folder);
    Path file = data.resolve(name);
    assumeThat(Files.exists(file))
        .as("recorded data %s is absent (set FAULTLINE_DATA to its folder)", file)
        .isTrue();
    return file;
  }
}
