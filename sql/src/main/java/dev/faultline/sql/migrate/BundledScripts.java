package dev.faultline.sql.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The scripts that come with this build. They are listed in a file of their own because a class
 * path cannot be listed in every packaging; a test compares the list with the folder.
 */
final class BundledScripts {

  private static final String ROOT = "/dev/faultline/sql/";

  private BundledScripts() {}

  /** Everything that the list names, and the checksums of earlier builds. */
  static Scripts all() {
    List<Migration> migrations = new ArrayList<>();
    List<RepeatableView> views = new ArrayList<>();
    for (String file : lines("LIST")) {
      String text = read("migrations/" + file);
      if (RepeatableView.isNamed(file)) {
        views.add(RepeatableView.of(file, text));
      } else {
        migrations.add(Migration.of(file, text));
      }
    }
    return new Scripts(migrations, views, former());
  }

  private static Map<String, Set<String>> former() {
    Map<String, Set<String>> former = new HashMap<>();
    for (String line : lines("FORMER")) {
      if (!line.startsWith("#")) {
        String[] words = line.split(" +");
        former.computeIfAbsent(words[1], file -> new HashSet<>()).add(words[0]);
      }
    }
    return former;
  }

  private static List<String> lines(String file) {
    return read("migrations/" + file).lines().filter(line -> !line.isBlank()).toList();
  }

  /** What a server with users and roles gets in addition. */
  static String readerAccess() {
    return read("access/readers.sql");
  }

  /** What a server that makes dictionaries gets in addition. */
  static String dictionaries() {
    return read("access/dictionaries.sql");
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
