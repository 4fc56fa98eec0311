package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Scripts beside the tests that share no code with the product; a test needs python3 for them. */
public final class Script {

  private static final Path FOLDER = Path.of("src", "test", "python");
  private static final long WITHIN_SECONDS = 120;

  private Script() {}

  /** The folder of recorded data, found by a file that is so many folders below it. */
  public static Path data(String file, int depth) {
    Path folder = RecordedData.file(file);
    for (int i = 0; i < depth; i++) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** What a script prints; the test is skipped where there is no python3. */
  public static String run(String script, String... arguments) throws Exception {
    assumeThat(hasPython()).as("python3 is absent").isTrue();
    List<String> command =
        new ArrayList<>(List.of("python3", "-B", FOLDER.resolve(script).toString()));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("script-", ".errors");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
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
