package dev.faultline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.file.PathUtils;

/**
 * A ClickHouse engine for the length of a task, on loopback and in a temporary folder that goes
 * with it. It needs no stack, and ends with this process, however that ends.
 */
public final class TemporaryEngine implements AutoCloseable {

  private final Path folder;
  private final ChildProcess process;
  private final int port;

  private TemporaryEngine(Path folder, ChildProcess process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one and returns when it answers.
   *
   * @throws LocalStackException if it cannot start, or the engine's library is missing
   */
  public static TemporaryEngine start() throws IOException, InterruptedException {
    Installation installation = Installation.find();
    installation.clickhouseLibrary();
    Path folder = Files.createTempDirectory("faultline-engine");
    try {
      int port = FreePorts.one();
      ChildProcess process =
          ClickHouseProcess.start(
              installation, folder.resolve("data"), port, false, folder.resolve("engine.log"));
      return new TemporaryEngine(folder, process, port);
    } catch (IOException | InterruptedException | RuntimeException e) {
      PathUtils.deleteDirectory(folder);
      throw e;
    }
  }

  /** Base URL of its HTTP interface. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
    try {
      PathUtils.deleteDirectory(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
