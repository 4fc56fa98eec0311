package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What a command prints as a table a program gets as JSON. */
class JsonOutputTest {

  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final Pattern TABLE =
      Pattern.compile("\\b\\w*Table\\w*\\.(of|text)\\(|new AlignedTable\\(");

  @Test
  void everyCommandThatPrintsATableHasTheOption() throws IOException {
    List<String> tables = new ArrayList<>();
    for (CommandLine command : all(Main.commandLine())) {
      Object code = command.getCommandSpec().userObject();
      if (code instanceof Method) {
        continue;
      }
      Path source = SOURCES.resolve(code.getClass().getName().replace('.', '/') + ".java");
      if (TABLE.matcher(Files.readString(source)).find()) {
        tables.add(name(command));
        assertThat(command.getCommandSpec().findOption("--json"))
            .as("'%s' prints a table, so it has --json", name(command))
            .isNotNull();
      }
    }
    assertThat(tables).contains("top", "query", "publishers", "doctor", "poll", "import");
  }

  @Test
  void formatsAreListed() throws IOException {
    JsonNode formats = new ObjectMapper().readTree(said(0, "import", "--list", "--json"));
    assertThat(formats.size()).isGreaterThan(10);
    assertThat(formats.get(0).isObject()).isTrue();
    assertThat(formats.toString()).contains("\"solana-geo-csv\"");
  }

  @Test
  void itGoesWithWhatPrintsATable() {
    assertThat(said(2, "import", "solana-geo-csv", "--json", "nodes.csv")).contains("--list");
    assertThat(said(2, "poll", "--json", "--feeds=none.yaml")).contains("--once");
  }

  private static String said(int exitCode, String... arguments) {
    StringWriter said = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(said, true));
    line.setErr(new PrintWriter(said, true));
    assertThat(line.execute(arguments)).as(said.toString()).isEqualTo(exitCode);
    return said.toString();
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName(" ").replaceFirst("^faultline ", "");
  }

  private static List<CommandLine> all(CommandLine parent) {
    List<CommandLine> all = new ArrayList<>();
    for (CommandLine command : Set.copyOf(parent.getSubcommands().values())) {
      all.add(command);
      all.addAll(all(command));
    }
    return all;
  }
}
