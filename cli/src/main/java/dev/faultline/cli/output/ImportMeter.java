package dev.faultline.cli.output;

import dev.faultline.ingest.importer.ImportProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How far an import is: on a terminal one line that is drawn again and again, elsewhere, as in a
 * log, a line every ten seconds.
 */
public final class ImportMeter implements ImportProgress.Listener, AutoCloseable {

  private static final int BAR = 30;
  private static final long BETWEEN_DRAWINGS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(10);

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanos;
  private long lastShown;
  private boolean drawn;
  private ImportProgress.Phase phase;
  private long phaseBegun;
  private long recordsBefore;

  /** Shows it on the terminal of this process, if it has one. */
  public ImportMeter(PrintWriter out) {
    this(out, System.console() != null, System::nanoTime);
  }

  /**
   * @param terminal whether the line may be drawn again
   * @param nanos tells how much time has passed
   */
  public ImportMeter(PrintWriter out, boolean terminal, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
    this.lastShown = nanos.getAsLong() - (terminal ? BETWEEN_DRAWINGS : 0);
  }

  @Override
  public void at(ImportProgress progress) {
    long now = nanos.getAsLong();
    if (progress.phase() != phase) {
      phase = progress.phase();
      phaseBegun = now;
      recordsBefore = records(progress);
    }
    if (now - lastShown < (terminal ? BETWEEN_DRAWINGS : BETWEEN_LINES)) {
      return;
    }
    lastShown = now;
    if (terminal) {
      out.print("\r" + line(progress, now) + "\033[K");
      drawn = true;
    } else {
      out.println(line(progress, now));
    }
    out.flush();
  }

  @Override
  public void note(String text) {
    close();
    out.println(text);
    out.flush();
  }

  private String line(ImportProgress progress, long now) {
    double done =
        progress.bytesTotal() == 0
            ? 1
            : Math.min(1, (double) progress.bytesRead() / progress.bytesTotal());
    String bar = "";
    if (terminal) {
      int filled = (int) Math.round(done * BAR);
      bar = "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] ";
    }
    return switch (progress.phase()) {
      case ORDERING -> String.format(Locale.ROOT, "ordering  %s%3.0f %%", bar, done * 100);
      case PUBLISHING ->
          String.format(
              Locale.ROOT,
              "importing %s%3.0f %%  %,d accepted, %,d rejected%s",
              bar,
              done * 100,
              progress.accepted(),
              progress.rejected(),
              rate(progress, now));
    };
  }

  private String rate(ImportProgress progress, long now) {
    double seconds = (now - phaseBegun) / 1e9;
    return seconds <= 0
        ? ""
        : String.format(
            Locale.ROOT, ", %,.0f records/s", (records(progress) - recordsBefore) / seconds);
  }

  private static long records(ImportProgress progress) {
    return progress.accepted() + progress.rejected();
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (drawn) {
      out.print("\r\033[K");
      out.flush();
      drawn = false;
    }
  }
}
