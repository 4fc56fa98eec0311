package dev.faultline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.cli.Main;
import dev.faultline.local.FreePorts;
import dev.faultline.sql.ClickHouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** {@code faultline up} in a process of its own, to be killed. */
final class UpProcess implements AutoCloseable {

  private static final int[] PORTS = {9092, 8081, 8123, 8080, 8090};

  /** More than what up itself allows its parts. */
  private static final Duration STARTING = Duration.ofSeconds(240);

  /** When something hangs for sure, though up has not given it up yet. */
  private static final Duration LATE = Duration.ofSeconds(75);

  private static final int LAST_LINES = 80;

  /** The first line of such a thread in a dump. */
  private static final Pattern STREAMS_THREAD =
      Pattern.compile("^\\s*\".*(StreamThread|StateUpdater)-\\d+\"", Pattern.MULTILINE);

  private final Process process;
  private final int offset;
  private final Path log;
  private final long started = System.nanoTime();
  private boolean dumped;

  private UpProcess(Process process, int offset, Path log) {
    this.process = process;
    this.offset = offset;
    this.log = log;
  }

  static UpProcess start(Path data) throws IOException, InterruptedException {
    UpProcess up = launch(data, "WARN");
    try {
      up.awaitUntil(STARTING, up::isReady);
      return up;
    } catch (RuntimeException | AssertionError e) {
      up.kill();
      throw e;
    }
  }

  private boolean isReady() throws IOException {
    boolean late = System.nanoTime() - started > LATE.toNanos();
    if (late && !dumped) {
      dumped = true;
      // the JVM writes what each thread does into its log
      new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start();
    }
    return said().contains("\nready after");
  }

  /** Starts one that must end by itself with exit code 1; returns what it said. */
  static String refused(Path data, String... options) throws Exception {
    try (UpProcess up = launch(data, "ERROR", options)) {
      assertThat(up.process.waitFor(120, TimeUnit.SECONDS)).as(up::said).isTrue();
      assertThat(up.process.exitValue()).as(up::said).isEqualTo(1);
      return up.said();
    }
  }

  private static UpProcess launch(Path data, String libraries, String... options)
      throws IOException {
    int offset = FreePorts.offsetOf(PORTS);
    Path log = data.resolveSibling(data.getFileName() + "-" + offset + ".log");
    List<String> command =
        new ArrayList<>(
            List.of("up", "--data", data.toString(), "--port-offset", Integer.toString(offset)));
    command.addAll(List.of(options));
    ProcessBuilder builder = FaultlineProcess.of(log, command);
    builder.environment().put("FAULTLINE_LIBRARY_LOG_LEVEL", libraries);
    return new UpProcess(builder.start(), offset, log);
  }

  /** Waits. If it ends instead, or that takes too long, the failure has the end of its log. */
  void awaitUntil(Duration limit, Callable<Boolean> condition) throws InterruptedException {
    try {
      await().atMost(limit).until(() -> !process.isAlive() || condition.call());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("up runs, but: " + e.getMessage() + lastWords(), e);
    }
    if (!process.isAlive()) {
      throw new AssertionError("up ended with " + process.waitFor() + lastWords());
    }
  }

  private String lastWords() {
    String said = said();
    List<String> lines = said.lines().toList();
    String threads =
        Stream.of(said.split("\n\n"))
            .filter(paragraph -> STREAMS_THREAD.matcher(paragraph).find())
            .collect(Collectors.joining("\n\n"));
    return "\nThe end of its log:\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()))
        + (dumped ? "\nWhat the streams did while it started:\n" + threads : "");
  }

  /** What it has said so far, for a failure's message. */
  String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs an import against it, in this process; returns its exit code. */
  int runImport(Path file) {
    return Main.commandLine()
        .execute(
            "import",
            "solana-geo-csv",
            "--network",
            "solana",
            "--layer",
            "consensus",
            "--port-offset",
            Integer.toString(offset),
            file.toString());
  }

  ClickHouse clickHouse() {
    return ClickHouse.at("http://127.0.0.1:" + (8123 + offset));
  }

  /** SIGKILL. Its children end by themselves. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; returns the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
