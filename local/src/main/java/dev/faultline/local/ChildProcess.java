package dev.faultline.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A JVM of its own for a part of the stack. It ends with this process, however that ends: its main
 * class calls {@link ParentWatch}. Its output goes to a log file.
 */
final class ChildProcess implements AutoCloseable {

  private static final Duration STOP_GRACE = Duration.ofSeconds(10);
  private static final int POLL_MILLIS = 50;
  private static final int LOG_LINES = 12;
  private static final int SIGNALLED = 128;
  private static final int KILLED = SIGNALLED + 9;

  private final String name;
  private final Process process;
  private final Path log;

  private ChildProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * What to run.
   *
   * @param name for messages, such as ClickHouse
   * @param classPath jars and folders
   * @param javaOptions options of the JVM
   * @param arguments of the main class
   */
  record Program(
      String name,
      List<String> classPath,
      List<String> javaOptions,
      String mainClass,
      List<String> arguments) {}

  /**
   * Starts a program with this process's own java.
   *
   * @param log its output; an existing one is kept as {@code *.previous}
   */
  static ChildProcess start(Program program, Path log) throws IOException {
    Files.createDirectories(log.getParent());
    if (Files.exists(log)) {
      Path previous = log.resolveSibling(log.getFileName() + ".previous");
      Files.move(log, previous, StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(program.javaOptions());
    command.add("-cp");
    command.add(String.join(File.pathSeparator, program.classPath()));
    command.add(program.mainClass());
    command.addAll(program.arguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    // DateTime without a time zone of its own means UTC on every machine
    builder.environment().put("TZ", "UTC");
    return new ChildProcess(program.name(), builder.start(), log);
  }

  /**
   * Waits until the program answers.
   *
   * @throws LocalStackException if it ends before, or is not ready in time; the message carries the
   *     end of its log
   */
  void awaitReady(BooleanSupplier ready, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new LocalStackException(name + " did not start. It said:\n" + lastWords());
      }
      if (System.nanoTime() > end) {
        throw new LocalStackException(
            name
                + " did not answer within "
                + limit.toSeconds()
                + " s. Is the machine short of memory or very busy? See "
                + log);
      }
    }
  }

  /** Its process id. */
  long pid() {
    return process.pid();
  }

  /** Ends with how the program ended, in words, when it has. */
  CompletableFuture<String> ended() {
    return process.onExit().thenApply(gone -> ending(gone.exitValue()));
  }

  /** A process that a signal ended has the exit value 128 + its number. */
  private String ending(int exitValue) {
    String how =
        exitValue > SIGNALLED
            ? "was ended by signal "
                + (exitValue - SIGNALLED)
                + (exitValue == KILLED ? " (kill -9)" : "")
            : "ended with exit code " + exitValue;
    String said = exitValue > SIGNALLED ? "" : "; it said: " + lastLine();
    return "process %d %s%s".formatted(process.pid(), how, said);
  }

  /** Ends it at once. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Stops it in order by ending its standard input; kills it if that takes too long. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String lastLine() {
    String words = lastWords().strip();
    return words.substring(words.lastIndexOf('\n') + 1);
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "(its log " + log + " cannot be read)";
    }
  }
}
