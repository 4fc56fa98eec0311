package dev.faultline.local.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The front started alone by somebody who makes mistakes. */
class ClickHouseMainIT {

  @TempDir Path folder;

  @Test
  void saysHowItIsUsed() throws Exception {
    Ended ended = run(Map.of(), "--port", "1");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.output()).contains("--data is missing", "usage:");
  }

  @Test
  void saysWhenTheLibraryIsMissing() throws Exception {
    Ended ended =
        run(
            Map.of("FAULTLINE_LIBCHDB", folder.resolve("none.so").toString()),
            "--data",
            "" + folder);
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.output())
        .contains("none.so is missing", "FAULTLINE_LIBCHDB")
        .doesNotContain("at dev.");
  }

  @Test
  void saysWhenTheLibraryIsNone() throws Exception {
    Path file = Files.writeString(folder.resolve("text.so"), "no library");
    Ended ended = run(Map.of("FAULTLINE_LIBCHDB", file.toString()), "--data", "" + folder);
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.output()).contains("cannot be loaded", "npm ci").doesNotContain("at dev.");
  }

  @Test
  void asksForAPasswordWhereOtherMachinesReachIt() throws Exception {
    Path empty = Files.writeString(folder.resolve("password"), "\n");
    Ended none = run(Map.of(), "--data", "" + folder, "--host", "0.0.0.0");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.output()).contains("a password is needed there (--password-file)");
    Ended blank =
        run(Map.of(), "--data", "" + folder, "--host", "0.0.0.0", "--password-file", "" + empty);
    assertThat(blank.code()).isEqualTo(2);
    assertThat(blank.output()).contains("is empty");
  }

  private record Ended(int code, String output) {}

  private static Ended run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ClickHouseMain.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), output);
  }
}
