package dev.faultline.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Every command that runs the streams takes scenarios, and refuses a wrong file. */
class ScenariosFileTest {

  private static final int WRONG_USAGE = 2;

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @TempDir private Path folder;

  private int run(String... words) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(errors));
    return line.execute(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "demo", "streams"})
  void aMistakeIsTold(String command) throws Exception {
    Path own =
        Files.writeString(
            folder.resolve("own.yaml"), "scenarios: [{name: mine, largest: {provider: two}}]\n");

    assertThat(run(command, "--scenarios", own.toString())).isEqualTo(WRONG_USAGE);
    assertThat(errors.toString().lines().findFirst())
        .contains(
            own
                + ": scenario 'mine', field largest.provider: must be a whole number from 1 to"
                + " 1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "demo", "streams"})
  void aMissingFileIsTold(String command) {
    assertThat(run(command, "--scenarios", "none.yaml")).isEqualTo(WRONG_USAGE);
    assertThat(errors.toString()).contains("no readable file of scenarios 'none.yaml'");
  }
}
