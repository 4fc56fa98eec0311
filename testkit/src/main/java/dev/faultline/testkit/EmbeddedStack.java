package dev.faultline.testkit;

import dev.faultline.local.LocalStack;
import dev.faultline.local.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The product's embedded stack on free ports and a folder that goes with it. */
final class EmbeddedStack implements TestStack, AutoCloseable {

  private final Path folder;
  private final LocalStack stack;

  private EmbeddedStack(Path folder, LocalStack stack) {
    this.folder = folder;
    this.stack = stack;
  }

  static EmbeddedStack start() {
    try {
      Path folder = Files.createTempDirectory("faultline-stack");
      return new EmbeddedStack(
          folder, LocalStack.start(Settings.in(folder).withFreePorts(), progress -> {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the stack started", e);
    }
  }

  @Override
  public String bootstrapServers() {
    return stack.bootstrapServers();
  }

  @Override
  public String registryUrl() {
    return stack.registryUrl();
  }

  @Override
  public String clickhouseUrl() {
    return stack.clickhouseUrl();
  }

  @Override
  public void close() throws IOException {
    stack.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}
