package dev.faultline.local;

import dev.faultline.local.ChildProcess.Program;
import dev.faultline.local.clickhouse.ClickHouseMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The ClickHouse engine and its HTTP front in a process of their own. */
final class ClickHouseProcess {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /**
   * The engine's memory is outside of the heap, which holds only requests and answers in passing.
   */
  private static final List<String> JAVA_OPTIONS =
      List.of(
          "-Xms16m",
          "-Xmx192m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=32m",
          // the engine's parser recurses on the thread that calls it
          "-Xss4m");

  private ClickHouseProcess() {}

  /**
   * Starts it and returns when it answers.
   *
   * @param data its folder
   */
  static ChildProcess start(
      Installation installation, Path data, int port, boolean allowFiles, Path log)
      throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(JAVA_OPTIONS);
    options.addAll(ClassData.options("faultline"));
    options.add("-Dfaultline.home=" + installation.home());
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--data", data.toString(), "--port", Integer.toString(port)));
    arguments.add("--with-parent");
    if (allowFiles) {
      arguments.add("--allow-files");
    }
    List<String> classPath =
        List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    Program program =
        new Program("ClickHouse", classPath, options, ClickHouseMain.class.getName(), arguments);
    ChildProcess process = ChildProcess.start(program, log);
    return Readiness.await(process, "http://127.0.0.1:" + port + "/ping", LIMIT);
  }
}
