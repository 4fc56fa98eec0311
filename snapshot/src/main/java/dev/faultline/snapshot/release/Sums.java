package dev.faultline.snapshot.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The file {@code SHA256SUMS}, as {@code sha256sum -c} reads it. */
public final class Sums {

  /** Its name. */
  public static final String FILE = "SHA256SUMS";

  private static final String APART = "  ";
  private static final int DIGITS = 64;

  private Sums() {}

  /** Writes the sums of all other files of a folder. */
  public static void write(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> each : actual(folder).entrySet()) {
      text.append(each.getValue()).append(APART).append(each.getKey()).append('\n');
    }
    Files.writeString(folder.resolve(FILE), text);
  }

  /**
   * The first difference between the sums and what is in a folder.
   *
   * @param name of the release; the first of an as-of holds the folders of the others
   */
  public static Optional<String> difference(Path folder, ReleaseName name) throws IOException {
    Map<String, String> told = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve(FILE), StandardCharsets.UTF_8)) {
      if (line.length() <= DIGITS + APART.length() || !line.startsWith(APART, DIGITS)) {
        return Optional.of(FILE + ": '" + line + "' is no line of it");
      }
      told.put(line.substring(DIGITS + APART.length()), line.substring(0, DIGITS));
    }
    Map<String, String> actual = actual(folder);
    for (Map.Entry<String, String> each : told.entrySet()) {
      String found = actual.get(each.getKey());
      if (found == null) {
        return Optional.of(each.getKey() + " is missing");
      }
      if (!found.equals(each.getValue())) {
        return Optional.of(
            "%s has the sha256 %s, and %s says %s"
                .formatted(each.getKey(), found, FILE, each.getValue()));
      }
    }
    Optional<String> added =
        actual.keySet().stream()
            .filter(file -> !told.containsKey(file))
            .findFirst()
            .map(file -> file + " is not in " + FILE);
    return added.isPresent() ? added : noFile(folder, name);
  }

  /** What no sum can be told of, such as a folder, has no place in a release. */
  private static Optional<String> noFile(Path folder, ReleaseName name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !Files.isRegularFile(file) && !isRelease(file, name))
          .map(file -> file.getFileName().toString())
          .min(String::compareTo)
          .map(file -> file + " is no file, and not part of the release");
    }
  }

  private static boolean isRelease(Path file, ReleaseName within) {
    return within.number() == 1
        && Files.isDirectory(file)
        && ReleaseName.number(file.getFileName().toString()).isPresent();
  }

  private static Map<String, String> actual(Path folder) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        if (Files.isRegularFile(file) && !name.equals(FILE)) {
          sums.put(name, Hash.ofFile(file));
        }
      }
    }
    return sums;
  }
}
