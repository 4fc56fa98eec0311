package dev.faultline.bench.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command of {@code bin/faultline} in a JVM of its own, to be killed and stopped. */
public final class JavaProcess implements AutoCloseable {

  private final Process process;
  private final Path log;

  private JavaProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts one.
   *
   * @param log its output is added to
   */
  static JavaProcess start(Path log, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx768m", "-Xss512k", "-XX:+UseSerialGC"));
    String home = System.getProperty("faultline.home");
    if (home != null) {
      command.add("-Dfaultline.home=" + home);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.faultline.cli.Main");
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new JavaProcess(process, log);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Its exit code, when it has ended. */
  int await() throws InterruptedException {
    return process.waitFor();
  }

  Path log() {
    return log;
  }

  /** SIGKILL, also if it is stopped. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Sends a signal to any process.
   *
   * @param name such as KILL, STOP or CONT
   */
  public static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
