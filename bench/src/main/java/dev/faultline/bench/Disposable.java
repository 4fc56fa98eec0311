package dev.faultline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that a benchmark needs for a while and that goes when it is closed. */
public record Disposable(Path path) implements AutoCloseable {

  /** An empty folder. */
  public static Disposable folder() throws IOException {
    return new Disposable(Files.createTempDirectory("faultline-bench"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
