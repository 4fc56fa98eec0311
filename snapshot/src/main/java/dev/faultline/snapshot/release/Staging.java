package dev.faultline.snapshot.release;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/**
 * A folder beside the snapshots in which one is written, and which becomes the release in one step.
 * Its name begins with a dot and is no time, so whatever is left of it by a kill looks like no
 * snapshot; the next run removes it.
 */
public final class Staging implements AutoCloseable {

  private static final String PREFIX = ".writing-";

  private final Path all;
  private final Path folder;

  private Staging(Path all, Path folder) {
    this.all = all;
    this.folder = folder;
  }

  /** Makes one, and removes those that a killed run left. The caller holds the lock. */
  public static Staging in(Path all) throws IOException {
    Files.createDirectories(all);
    for (Path left : leftovers(all)) {
      PathUtils.deleteDirectory(left);
    }
    return new Staging(all, Files.createTempDirectory(all, PREFIX));
  }

  private static List<Path> leftovers(Path all) throws IOException {
    try (Stream<Path> files = Files.list(all)) {
      return files.filter(file -> file.getFileName().toString().startsWith(PREFIX)).toList();
    }
  }

  /** Where to write. */
  public Path folder() {
    return folder;
  }

  /**
   * Makes it the release: after this returns it is there in whole and stays so if the machine
   * fails; before, it is not there at all.
   *
   * @throws java.nio.file.FileSystemException if the release exists: nothing is overwritten
   */
  public void publish(ReleaseName name) throws IOException {
    Path target = name.in(all);
    if (Files.exists(target)) {
      throw new java.nio.file.FileAlreadyExistsException(target.toString());
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        force(file, StandardOpenOption.WRITE);
      }
    }
    readable(folder);
    force(folder, StandardOpenOption.READ);
    Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
    force(target.getParent(), StandardOpenOption.READ);
  }

  /** A temporary folder is for its owner alone; a snapshot may be served by another user. */
  private static void readable(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(
          folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static void force(Path file, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(file, how)) {
      channel.force(true);
    }
  }

  /** Replaces a file in one step, so that a reader sees the old one or the new one. */
  public static void replace(Path file, byte[] content) throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + ".new");
    Files.write(beside, content);
    force(beside, StandardOpenOption.WRITE);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes it, unless it was published. */
  @Override
  public void close() throws IOException {
    if (Files.exists(folder)) {
      PathUtils.deleteDirectory(folder);
    }
  }
}
