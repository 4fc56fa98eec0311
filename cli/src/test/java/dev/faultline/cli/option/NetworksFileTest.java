package dev.faultline.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command that goes by the rules takes an operator's own, and refuses a wrong file. */
class NetworksFileTest {

  private static final int WRONG_USAGE = 2;
  private static final String HEADER =
      "network,layer,base_unit,liveness,safety,kind,step_s,windows_s,grace_s,citation\n";

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @TempDir private Path folder;

  static Stream<List<String>> commands() {
    return Stream.of(
        List.of("up"),
        List.of("demo"),
        List.of("streams"),
        List.of("migrate"),
        List.of("gateway"),
        List.of("poll", "--feeds", "FEEDS"),
        List.of("import", "observations-json", "FEEDS"));
  }

  private int run(List<String> command, String... more) throws Exception {
    Path feeds =
        Files.writeString(
            folder.resolve("feeds.yaml"),
            "feeds:\n  - {name: a, url: 'http://a.example/', format: aws-health-json, interval: 1m}\n");
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(errors));
    return line.execute(
        Stream.concat(
                command.stream().map(word -> word.equals("FEEDS") ? feeds.toString() : word),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aMistakeIsTold(List<String> command) throws Exception {
    Path own =
        Files.writeString(
            folder.resolve("own.csv"),
            HEADER + "render,compute,gpu,>= 1/2,,convention,hourly,7200,30,mine\n");

    assertThat(run(command, "--networks", own.toString())).isEqualTo(WRONG_USAGE);
    assertThat(errors.toString().lines().findFirst())
        .contains(
            own + " line 2, column step_s, value 'hourly': expected whole seconds, at least 1");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theHelpShowsIt(List<String> command) throws Exception {
    assertThat(run(command.subList(0, 1), "--help")).isZero();
    assertThat(out.toString()).contains("--networks=FILE", "FAULTLINE_NETWORKS_FILE");
  }

  @Test
  void aMissingFileIsTold() throws Exception {
    assertThat(run(List.of("migrate"), "--networks", "no-such.csv")).isEqualTo(WRONG_USAGE);
    assertThat(errors.toString()).contains("no readable file of networks 'no-such.csv'");
  }

  @Test
  void theDemoNeedsItsWindows() throws Exception {
    Path own =
        Files.writeString(
            folder.resolve("own.csv"),
            HEADER + "solana,consensus,lamports,>= 1/3,,convention,3600,7200,30,mine\n");

    assertThat(run(List.of("demo"), "--networks", own.toString())).isEqualTo(WRONG_USAGE);
    assertThat(errors.toString()).contains("--networks gives others to solana/consensus.");
  }
}
