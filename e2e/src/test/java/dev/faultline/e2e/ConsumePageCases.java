package dev.faultline.e2e;

import static dev.faultline.e2e.RunningPipeline.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consumers of docs/consume.md, run as they are printed there. */
interface ConsumePageCases {

  Path PAGE = Path.of("..", "docs", "consume.md");
  Path NODE_FILES = Path.of("..", "docs", "consume");

  /** The first weight that a number of JavaScript cannot tell from its neighbour. */
  long WEIGHT = (1L << 53) + 1;

  /** One that all cases share; starting it takes longer than they do. */
  RunningPipeline pipeline();

  @Test
  default void theConsumersOfThePageReadTheNewestRows(@TempDir Path folder) throws Exception {
    Path node =
        Files.writeString(
            folder.resolve("consumed.ndjson"),
            """
            {"network":"consumed","layer":"compute","node_id":"a","weight":%d,"status":"up",\
            "observed_at":"2025-04-01T10:00:00Z","provider":"aws"}
            """
                .formatted(WEIGHT));
    pipeline().run("import", "observations-json", node.toString());
    pipeline().awaitRows("consumed", "2025-04-01 10:00:00", 3);

    List<String> java = block("java");
    assertThat(java).hasSizeLessThanOrEqualTo(60);
    Path source = Files.write(folder.resolve("LatestResilience.java"), java);
    String bootstrap = pipeline().bootstrapServers();
    assertThat(
            untilSaid(
                folder,
                "consumed/compute at 2025-04-01T10:00:00Z over 300 s: index null",
                List.of(
                    javaCommand(), "-cp", classPath(), source.toString(), bootstrap, registry())))
        .contains("live " + WEIGHT);
    assertThat(untilSaid(folder, "consumed/compute/300", console(bootstrap)))
        .contains("CreateTime:1743501600000\tconsumed/compute/300");
    assumeThat(onPath("npm") && onPath("node")).as("npm is there").isTrue();
    nodeConsumer(folder, bootstrap);
  }

  private void nodeConsumer(Path folder, String bootstrap) throws Exception {
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.copy(NODE_FILES.resolve(file), folder.resolve(file));
    }
    assertThat(folder.resolve("package-lock.json")).content().doesNotContain("\"resolved\"");
    untilSaid(folder, "added 3 packages", List.of("npm", "ci", "--no-audit", "--no-fund"));
    Files.write(folder.resolve("latest.mjs"), block("js"));
    assertThat(
            untilSaid(
                folder,
                "consumed/compute/300/provider/weight at 2025-04-01T10:00:00.000Z",
                List.of("node", "latest.mjs", bootstrap, registry())))
        .contains("Nakamoto 1, total " + WEIGHT);
  }

  private String registry() {
    return pipeline().registryUrl();
  }

  /** The command of the page, whose script starts a class of Kafka's. */
  private static List<String> console(String bootstrap) throws IOException {
    List<String> words = Arrays.asList(String.join(" ", block("sh")).split(" "));
    assertThat(words.get(0)).isEqualTo("kafka-console-consumer.sh");
    List<String> command =
        new ArrayList<>(
            List.of(
                javaCommand(),
                "-cp",
                classPath(),
                "org.apache.kafka.tools.consumer.ConsoleConsumer"));
    words.stream()
        .skip(1)
        .map(word -> word.equals("127.0.0.1:9092") ? bootstrap : word)
        .forEach(command::add);
    return command;
  }

  private static List<String> block(String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(block.find()).as("a block of " + language).isTrue();
    return block.group(1).lines().toList();
  }

  private static String untilSaid(Path folder, String wanted, List<String> command)
      throws Exception {
    Path out = Files.createTempFile(folder, "consumer", ".out");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      await()
          .atMost(LONG)
          .until(() -> Files.readString(out).contains(wanted) || !process.isAlive());
      return awaitLine(out, wanted);
    } finally {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private static String awaitLine(Path out, String wanted) throws IOException {
    String said = Files.readString(out);
    assertThat(said).contains(wanted);
    return said;
  }

  private static String javaCommand() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
