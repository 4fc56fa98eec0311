package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of ops/prometheus, by Prometheus' own tool. */
class PrometheusRulesTest {

  private static final Path ROOT = Path.of("..");
  private static final Path FOLDER = ROOT.resolve("ops/prometheus");
  private static final Path RULES = FOLDER.resolve("faultline.rules.yml");

  @Test
  void theConfigurationsAreValid() throws Exception {
    // the files of secrets are not here
    promtool("check", "config", "--syntax-only", "prometheus.yml");
    promtool("check", "config", "up.yml");
  }

  @Test
  void theRulesFireWhenTheyShould() throws Exception {
    promtool("test", "rules", "faultline.rules.test.yml");
  }

  @Test
  void everyAlertIsTriedAndIsInTheRunbook() throws IOException {
    String tests = Files.readString(FOLDER.resolve("faultline.rules.test.yml"));
    String runbook = Files.readString(ROOT.resolve("docs/runbook.md"));
    List<String> alerts = alerts();
    assertThat(alerts).hasSizeGreaterThan(10);
    assertThat(alerts)
        .allSatisfy(
            alert -> {
              assertThat(tests).contains("alertname: " + alert + "\n");
              assertThat(runbook).contains("### " + alert + "\n");
              assertThat(Files.readString(RULES))
                  .contains("runbook: docs/runbook.md#" + alert.toLowerCase(Locale.ROOT) + "\n");
            });
  }

  @Test
  void theRunbookNamesNoAlertThatIsNone() throws IOException {
    assertThat(
            Pattern.compile("^### (Faultline\\w+)$", Pattern.MULTILINE)
                .matcher(Files.readString(ROOT.resolve("docs/runbook.md")))
                .results()
                .map(heading -> heading.group(1)))
        .containsExactlyInAnyOrderElementsOf(alerts());
  }

  private static List<String> alerts() throws IOException {
    return Pattern.compile("- alert: (\\w+)")
        .matcher(Files.readString(RULES))
        .results()
        .map((MatchResult alert) -> alert.group(1))
        .toList();
  }

  private static void promtool(String... arguments) throws IOException, InterruptedException {
    assumeThat(isThere())
        .as("promtool is not installed: the rules are not checked (Debian's package prometheus)")
        .isTrue();
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList())
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }

  private static boolean isThere() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
  }
}
