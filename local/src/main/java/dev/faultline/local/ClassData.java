package dev.faultline.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Classes as a JVM maps them into memory at its start, which the build makes for this JDK. A start
 * without them reads the jars and takes longer.
 */
final class ClassData {

  /** Set by {@code bin/faultline} if there are any for this JDK. */
  private static final String FOLDER = "faultline.class-data";

  private ClassData() {}

  /**
   * The options of a JVM that shall use them; none if there are none.
   *
   * @param program whose class path they are of: {@code faultline} or {@code registry}
   */
  static List<String> options(String program) {
    String folder = System.getProperty(FOLDER);
    if (folder == null) {
      return List.of();
    }
    Path archive = Path.of(folder, program + ".jsa");
    // a JVM that cannot use it goes on without it, and need not say so
    return Files.exists(archive)
        ? List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds=off")
        : List.of();
  }
}
