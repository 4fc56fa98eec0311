package dev.faultline.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs {@link StackMain}. */
final class StackProcess implements AutoCloseable {

  private final Process process;
  private final Endpoints endpoints;
  private final long registryPid;
  private final long clickhousePid;

  private StackProcess(Process process, String[] words) {
    this.process = process;
    this.endpoints = new Endpoints(words[0], words[1], words[2]);
    this.registryPid = Long.parseLong(words[3]);
    this.clickhousePid = Long.parseLong(words[4]);
  }

  static StackProcess start(Path data) throws IOException {
    Process process = ChildJvm.of(StackMain.class, data).start();
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(StackMain.READY)) {
        return new StackProcess(process, line.substring(StackMain.READY.length()).split(" ", -1));
      }
    }
    throw new IOException("the stack did not start");
  }

  Endpoints endpoints() {
    return endpoints;
  }

  long pid() {
    return process.pid();
  }

  long registryPid() {
    return registryPid;
  }

  long clickhousePid() {
    return clickhousePid;
  }

  /** As kill -9 does it. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException, IOException {
    process.getOutputStream().close();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the stack did not stop when its parent went");
    }
  }
}
