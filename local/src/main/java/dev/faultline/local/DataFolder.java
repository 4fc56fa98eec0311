package dev.faultline.local;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The one folder that holds all data of a stack, checked and locked. */
final class DataFolder implements AutoCloseable {

  /** Less than this and the broker or the engine would fail half-way. */
  private static final long NEEDED_BYTES = 512L << 20;

  private final Path path;
  private final FolderLock lock;

  private DataFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the folder if it is missing, and takes it.
   *
   * @param patience how long to wait for a stack that has it to go
   * @throws LocalStackException if it cannot be written, its disk is full, or a live stack has it
   */
  static DataFolder open(Path folder, Duration patience) throws InterruptedException {
    Path path = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
      checkSpace(path, Files.getFileStore(path).getUsableSpace());
      Path probe = Files.createTempFile(path, "probe", null);
      Files.write(probe, new byte[1 << 16]);
      Files.delete(probe);
      return new DataFolder(path, FolderLock.take(path, patience));
    } catch (FileAlreadyExistsException e) {
      throw new LocalStackException(path + " is a file. Choose a folder with --data.", e);
    } catch (IOException e) {
      throw new LocalStackException(
          "The data folder "
              + path
              + " cannot be written ("
              + e
              + "). Correct its permissions or free its disk, or choose another with --data.",
          e);
    }
  }

  static void checkSpace(Path path, long usableBytes) {
    if (usableBytes < NEEDED_BYTES) {
      throw new LocalStackException(
          "The disk of "
              + path
              + " has only "
              + (usableBytes >> 20)
              + " MiB left, and the stack needs "
              + (NEEDED_BYTES >> 20)
              + ". Free some, or choose a folder on another disk with --data.");
    }
  }

  /** A part's own folder; it need not exist. */
  Path part(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
