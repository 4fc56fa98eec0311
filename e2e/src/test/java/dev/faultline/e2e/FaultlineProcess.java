package dev.faultline.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program in a process of its own, which a test may kill. */
final class FaultlineProcess {

  private FaultlineProcess() {}

  /**
   * One that is not started yet.
   *
   * @param log takes all that it prints
   */
  static ProcessBuilder of(Path log, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                // what ends soon is not worth the optimizing compiler's time
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.faultline.cli.Main"));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
  }
}
