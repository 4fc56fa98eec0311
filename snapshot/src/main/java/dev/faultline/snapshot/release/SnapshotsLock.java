package dev.faultline.snapshot.release;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One writer at a time in a folder of snapshots. The kernel lets go of the lock when the process
 * ends, however that is.
 */
public final class SnapshotsLock implements AutoCloseable {

  private static final String FILE = ".lock";
  private static final Duration LOOK = Duration.ofMillis(200);

  private final FileChannel channel;

  private SnapshotsLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for another writer to be done, and takes the lock.
   *
   * @param waiting is told once if it has to wait
   */
  public static SnapshotsLock take(Path all, Consumer<String> waiting)
      throws IOException, InterruptedException {
    Files.createDirectories(all);
    FileChannel channel =
        FileChannel.open(all.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean told = false;
    try {
      while (!isTaken(channel)) {
        if (!told) {
          waiting.accept("another process writes a snapshot in " + all + "; waiting for it");
          told = true;
        }
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
      }
      return new SnapshotsLock(channel);
    } catch (IOException | InterruptedException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException held) {
      // by another thread of this process
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
