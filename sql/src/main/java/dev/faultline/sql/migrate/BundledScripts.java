package dev.faultline.sql.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The scripts that come with this build. They are listed in a file of their own because a class
 * path cannot be listed in every packaging; a test compares the list with the folder.
 */
final class BundledScripts {

  private static final String ROOT = "/dev/faultline/sql/";

  private BundledScripts() {}

  /** Every migration, in the order of the list. */
  static List<Migration> migrations() {
    return read("migrations/LIST")
        .lines()
        .filter(line -> !line.isBlank())
        .map(file -> Migration.of(file, read("migrations/" + file)))
        .toList();
  }

  /** What a server with users and roles gets in addition. */
  static String readerAccess() {
    return read("access/readers.sql");
  }

  private static String read(String path) {
    try (InputStream in = BundledScripts.class.getResourceAsStream(ROOT + path)) {
      if (in == null) {
        throw new IllegalStateException(ROOT + path + " is not packaged in this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
