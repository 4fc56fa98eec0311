package dev.faultline.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The memory of processes as the operating system sees it. */
public final class ProcessMemory {

  private ProcessMemory() {}

  /** Resident memory in MiB, as ps tells it. */
  public static long residentMib(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    String kib = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    return Long.parseLong(kib) / 1024;
  }
}
