package dev.faultline.cli;

import dev.faultline.ingest.publish.ImportProgress;
import java.io.PrintWriter;

/** A progress line on a terminal; silent elsewhere. */
final class ImportMeter implements ImportProgress.Listener, AutoCloseable {

  private static final int BAR = 30;
  private static final long NANOS_BETWEEN = 100_000_000;

  private final PrintWriter terminal;
  private final boolean shown = System.console() != null;
  private long lastShown = System.nanoTime() - NANOS_BETWEEN;
  private boolean dirty;

  ImportMeter(PrintWriter terminal) {
    this.terminal = terminal;
  }

  @Override
  public void at(ImportProgress progress) {
    long now = System.nanoTime();
    if (!shown || now - lastShown < NANOS_BETWEEN) {
      return;
    }
    lastShown = now;
    dirty = true;
    double done =
        progress.bytesTotal() == 0 ? 1 : (double) progress.bytesRead() / progress.bytesTotal();
    int filled = (int) Math.min(BAR, Math.round(done * BAR));
    terminal.printf(
        "\r%-9s [%s%s] %3.0f %%  %,d accepted, %,d rejected ",
        progress.phase() == ImportProgress.Phase.ORDERING ? "ordering" : "importing",
        "#".repeat(filled),
        ".".repeat(BAR - filled),
        done * 100,
        progress.accepted(),
        progress.rejected());
    terminal.flush();
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (dirty) {
      terminal.print("\r\033[K");
      terminal.flush();
      dirty = false;
    }
  }
}
