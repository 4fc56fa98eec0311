package dev.faultline.snapshot.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The snapshots in a folder. What has no description is none: a release is renamed in whole. */
public final class Releases {

  /** The file that every release has. */
  public static final String DESCRIPTION = "datapackage.json";

  private Releases() {}

  /** All, the oldest first. */
  public static List<ReleaseName> in(Path all) throws IOException {
    TreeSet<ReleaseName> names = new TreeSet<>();
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(all)) {
      for (Path folder : (Iterable<Path>) folders::iterator) {
        Optional<Instant> asOf = ReleaseName.asOf(folder.getFileName().toString());
        if (asOf.isPresent() && Files.exists(folder.resolve(DESCRIPTION))) {
          names.add(ReleaseName.first(asOf.get()));
          further(folder, asOf.get(), names);
        }
      }
    }
    return List.copyOf(names);
  }

  private static void further(Path folder, Instant asOf, TreeSet<ReleaseName> names)
      throws IOException {
    try (Stream<Path> within = Files.list(folder)) {
      for (Path each : (Iterable<Path>) within::iterator) {
        Optional<Integer> number = ReleaseName.number(each.getFileName().toString());
        if (number.isPresent() && Files.exists(each.resolve(DESCRIPTION))) {
          names.add(new ReleaseName(asOf, number.get()));
        }
      }
    }
  }

  /** The newest release of an as-of. */
  public static Optional<ReleaseName> newestOf(Instant asOf, List<ReleaseName> names) {
    return names.stream().filter(name -> name.asOf().equals(asOf)).max(ReleaseName::compareTo);
  }

  /** The newest release of the newest as-of before. */
  public static Optional<ReleaseName> before(Instant asOf, List<ReleaseName> names) {
    return names.stream().filter(name -> name.asOf().isBefore(asOf)).max(ReleaseName::compareTo);
  }
}
