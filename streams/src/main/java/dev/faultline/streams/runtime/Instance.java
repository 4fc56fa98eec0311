package dev.faultline.streams.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names who runs the topologies on a state folder, the same after every start, and keeps the folder
 * to one process: two with the same name would put each other's transactions to an end.
 */
final class Instance implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Instance.class);
  private static final String FILE = "instance";
  private static final int LENGTH = 36;

  private final FileChannel channel;
  private final UUID id;

  private Instance(FileChannel channel, UUID id) {
    this.channel = channel;
    this.id = id;
  }

  /**
   * Takes the folder, which is made if it is not there.
   *
   * @throws IOException if another process, or this one, has it, if it cannot be written, or if
   *     what is written there is no id
   */
  static Instance in(Path stateFolder) throws IOException {
    Files.createDirectories(stateFolder);
    FileChannel channel =
        FileChannel.open(
            stateFolder.resolve(FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (!tryLock(channel)) {
        throw new IOException(
            "The state folder "
                + stateFolder
                + " is in use by another process. Stop that one, or choose another folder with"
                + " --state.");
      }
      return new Instance(channel, id(channel, stateFolder.resolve(FILE)));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** The one that is written there; a new one if none is, or if a kill has cut it off. */
  private static UUID id(FileChannel channel, Path file) throws IOException {
    if (channel.size() >= LENGTH) {
      ByteBuffer written = ByteBuffer.allocate(LENGTH);
      channel.read(written, 0);
      try {
        return UUID.fromString(new String(written.array(), StandardCharsets.US_ASCII));
      } catch (IllegalArgumentException e) {
        throw new IOException(
            "The file "
                + file
                + " should hold the id of this installation, but is damaged. Delete it: a new id is"
                + " made, and the first start waits up to a minute for what the old one left open.",
            e);
      }
    }
    UUID id = UUID.randomUUID();
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(id.toString().getBytes(StandardCharsets.US_ASCII)), 0);
    channel.force(true);
    return id;
  }

  /** Of this state folder. */
  UUID id() {
    return id;
  }

  /** Lets go of the folder. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("the state folder is held until the process ends", e);
    }
  }
}
