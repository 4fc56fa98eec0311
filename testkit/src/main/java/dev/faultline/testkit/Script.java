package dev.faultline.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Scripts in a module's src/test/python, which share no code with the product; a test needs python3
 * for them.
 */
public final class Script {

  private static final Path FOLDER = Path.of("src", "test", "python");
  private static final long WITHIN_SECONDS = 120;

  private Script() {}

  /** What a script prints; the test is skipped where there is no python3. */
  public static String run(String script, String... arguments) throws Exception {
    assumeTrue(hasPython(), "skipped: python3 is absent");
    List<String> command =
        new ArrayList<>(List.of("python3", "-B", FOLDER.resolve(script).toString()));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("script-", ".errors");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS), () -> script + " does not end");
      assertEquals(0, process.exitValue(), Files.readString(errors));
      return out;
    } finally {
      Files.delete(errors);
    }
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
