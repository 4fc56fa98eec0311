package dev.faultline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PollCommandTest {

  private static final int WRONG_USAGE = 2;

  private final StringWriter errors = new StringWriter();

  private int poll(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(errors));
    String[] all = new String[arguments.length + 1];
    all[0] = "poll";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return line.execute(all);
  }

  @Test
  void needsAFileOfFeeds() {
    assertThat(poll()).isEqualTo(WRONG_USAGE);
    assertThat(errors.toString()).contains("--feeds");
  }

  @Test
  void saysIfThereIsNoSuchFile() {
    assertThat(poll("--feeds", "no-such-feeds.yaml")).isEqualTo(WRONG_USAGE);
    assertThat(errors.toString()).contains("no-such-feeds.yaml");
  }

  @Test
  void saysWhatIsWrongWithTheFile(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("feeds.yaml"), "feeds:\n  - {name: a, url: 'gopher://x/'}\n");

    assertThat(poll("--feeds", file.toString())).isEqualTo(WRONG_USAGE);
    assertThat(errors.toString()).contains("feed 'a': url");
  }
}
