package dev.faultline.local.clickhouse.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes the process's working directory away. The engine's scalar function {@code file()} needs no
 * privilege and, in an embedded engine, is bound to no folder; but it resolves every path, absolute
 * ones too, against the working directory, and so do the formats that read template and schema
 * files. Without one they all fail. The engine's own paths are absolute, and the JVM keeps what it
 * needs from its start.
 */
final class WorkingDirectory {

  private WorkingDirectory() {}

  private interface CLibrary extends Library {
    int chdir(String path);
  }

  /**
   * Moves into a folder that is then removed. Cannot be undone.
   *
   * @param parent an existing folder in which a new one can be made
   */
  static void remove(Path parent) throws IOException {
    Path gone = Files.createTempDirectory(parent, "none");
    CLibrary library = Native.load("c", CLibrary.class);
    if (library.chdir(gone.toString()) != 0) {
      throw new IOException("cannot change the working directory to " + gone);
    }
    Files.delete(gone);
  }
}
