package dev.faultline.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Keeps a folder to one process. The kernel lets go of it when the process ends, so nothing stale
 * is ever left; but a process that was just killed, or its children, may need a moment to be gone.
 */
public final class FolderLock implements AutoCloseable {

  private static final int POLL_MILLIS = 50;

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param folder an existing folder
   * @param patience how long to wait for a holder to go
   * @throws LocalStackException if another process, or this one, still holds it then
   */
  public static FolderLock take(Path folder, Duration patience)
      throws IOException, InterruptedException {
    Path file = folder.resolve("lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    long end = System.nanoTime() + patience.toNanos();
    while (!tryLock(channel)) {
      if (System.nanoTime() > end) {
        channel.close();
        throw new LocalStackException(
            "The data folder "
                + folder
                + " is in use by process "
                + Files.readString(file).strip()
                + ". Stop that stack, or choose another folder with --data.");
      }
      Thread.sleep(POLL_MILLIS);
    }
    String pid = Long.toString(ProcessHandle.current().pid());
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    return new FolderLock(channel);
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
