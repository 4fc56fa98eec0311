package dev.faultline.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CompletionCommandTest {

  @Command(
      name = "tool",
      subcommands = {Serve.class, CompletionCommand.class})
  private static final class Tool {}

  @Command(name = "serve", description = "Serves what's there. And more.")
  private static final class Serve implements Runnable {
    @Option(
        names = {"-p", "--port"},
        description = "The port. Any free one by default.")
    private int port;

    @Override
    public void run() {}
  }

  @TempDir private Path folder;

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    String script = print("bash");
    String asked =
        script
            + """

            complete_words() {
              COMP_WORDS=("$@")
              COMP_CWORD=$(($# - 1))
              _complete_tool
              echo "${COMPREPLY[*]}"
            }
            complete_words tool ser
            complete_words tool serve --po
            """;

    assertThat(bash(asked)).containsSubsequence("serve", "--port");
  }

  @Test
  void zshGetsTheSameScript() throws Exception {
    assertThat(print("zsh")).isEqualTo(print("BASH")).contains("bashcompinit");
  }

  @Test
  void fishKnowsCommandsOptionsAndChoices() {
    assertThat(print("fish").lines())
        .contains(
            "complete -c tool -f",
            "complete -c tool -n '__fish_use_subcommand' -a serve -d 'Serves what\\'s there.'",
            "complete -c tool -n '__fish_seen_subcommand_from serve' -s p -l port -r -F -d 'The"
                + " port.'",
            "complete -c tool -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'");
  }

  private static String print(String shell) {
    StringWriter out = new StringWriter();
    CommandLine tool =
        new CommandLine(new Tool())
            .setOut(new PrintWriter(out))
            .setCaseInsensitiveEnumValuesAllowed(true);
    assertThat(tool.execute("completion", shell)).isZero();
    return out.toString();
  }

  private String bash(String script) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("complete.sh"), script);
    Process bash =
        new ProcessBuilder("bash", "--norc", file.toString()).redirectErrorStream(true).start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
