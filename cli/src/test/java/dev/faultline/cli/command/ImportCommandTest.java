package dev.faultline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.cli.Main;
import dev.faultline.ingest.SourceFormats;
import dev.faultline.ingest.source.SourceFormat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class ImportCommandTest {

  private static final int WRONG_USAGE = 2;

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  static Iterable<SourceFormat> formats() {
    return SourceFormats.all();
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(errors));
    return line.execute(
        Stream.concat(Stream.of("import"), Arrays.stream(arguments)).toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void theHelpOfAFormatShowsItAndTheOptions(SourceFormat format) {
    assertThat(run(format.name(), "--help")).isZero();
    assertThat(out.toString())
        .contains(format.name() + " holds " + format.yields().name().toLowerCase(Locale.ROOT))
        .contains(format.description())
        .contains(format.example())
        .contains("--observed-at", "--mapping", "--rejects");
  }

  @Test
  void theListNamesEveryFormatAndIsWrittenOut() {
    CommandLine line = Main.commandLine();
    // like a pipe's end: it shows only what was flushed
    line.setOut(new PrintWriter(new BufferedWriter(out)));

    assertThat(line.execute("import", "--list")).isZero();
    assertThat(out.toString())
        .contains(SourceFormats.all().stream().map(SourceFormat::name).toList());
  }

  @Test
  void theHelpWithoutAFormatSaysHowToGetIt() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("import FORMAT --help").doesNotContain("An example");
  }

  @Test
  void aMappingMustBeReadableAndGoWithTheFormat(@TempDir Path folder) throws IOException {
    Path table = Files.writeString(folder.resolve("table.csv"), "id\na\n");
    Path good =
        Files.writeString(
            folder.resolve("good.yaml"), "fields: {node_id: id, status: {constant: up}}");
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "fields: {nodeid: id}");
    String file = table.toString();

    assertThat(run("observations-csv", file, "--mapping", "no-such.yaml")).isEqualTo(WRONG_USAGE);
    assertThat(run("observations-csv", file, "--mapping", wrong.toString())).isEqualTo(WRONG_USAGE);
    assertThat(run("armiarma-csv", file, "--mapping", good.toString())).isEqualTo(WRONG_USAGE);
    assertThat(errors.toString())
        .contains("no readable mapping file 'no-such.yaml'")
        .contains("wrong.yaml: line 1: fields.nodeid is not a key here; allowed: network, layer")
        .contains("--mapping goes with observations-csv, not with armiarma-csv.");
  }
}
