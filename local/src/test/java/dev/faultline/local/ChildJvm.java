package dev.faultline.local;

import java.nio.file.Path;

/** A small JVM of its own for a test that kills it, with the test's class path. */
public final class ChildJvm {

  private ChildJvm() {}

  /** Runs a class's main method on a folder; its errors go to the test's. */
  public static ProcessBuilder of(Class<?> main, Path folder) {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
