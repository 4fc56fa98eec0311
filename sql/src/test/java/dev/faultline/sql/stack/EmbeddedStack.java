package dev.faultline.sql.stack;

import dev.faultline.local.LocalStack;
import dev.faultline.local.Settings;
import dev.faultline.schemas.TopicAdmin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The real broker, registry and engine, started once for all integration tests of this module. */
final class EmbeddedStack {

  private static LocalStack stack;

  private EmbeddedStack() {}

  static synchronized LocalStack get() {
    if (stack == null) {
      try {
        Path data = Files.createTempDirectory("faultline-sql-it");
        stack = LocalStack.start(Settings.in(data).withFreePorts(), line -> {});
        TopicAdmin.registerSchemas(stack.registryUrl());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(data)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return stack;
  }

  private static void stop(Path data) {
    stack.close();
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
