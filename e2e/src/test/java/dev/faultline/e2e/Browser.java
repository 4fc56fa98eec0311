package dev.faultline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** Looks at the page in Chromium, by the script of the module {@code web}. */
final class Browser {

  private static final long MINUTES = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Browser() {}

  /**
   * A test for each check of the script; the screenshots are for people to look at.
   *
   * @param populations only these are looked at, {@code network/layer}; all of the page if none is
   *     given
   */
  static Stream<DynamicTest> checks(String url, Path log, String... populations) throws Exception {
    Path chromium = chromium();
    Path shots = Files.createDirectories(Path.of("target", "screenshots").toAbsolutePath());
    List<String> command =
        new ArrayList<>(
            List.of(
                "node",
                Path.of("..", "web", "src", "test", "browser.mjs").toString(),
                url,
                chromium.toString(),
                shots.toString()));
    command.addAll(List.of(populations));
    Process browser =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = browser.waitFor(MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly();
    }
    List<DynamicTest> checks = new ArrayList<>();
    List<String> lines = Files.readAllLines(log);
    for (String line : lines) {
      if (line.startsWith("{")) {
        JsonNode check = JSON.readTree(line);
        checks.add(
            dynamicTest(
                check.get("check").asText(),
                () -> assertThat(check.get("problem").asText(null)).isNull()));
      }
    }
    checks.add(
        dynamicTest(
            "the script ends by itself",
            () -> assertThat(ended && browser.exitValue() == 0).as("%s", lines).isTrue()));
    return checks.stream();
  }

  private static Path chromium() {
    for (String name :
        List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")) {
      if (Files.isExecutable(Path.of(name))) {
        return Path.of(name);
      }
    }
    Assumptions.abort("no Chromium here: the page is not looked at. apt-get install chromium");
    throw new AssertionError();
  }
}
