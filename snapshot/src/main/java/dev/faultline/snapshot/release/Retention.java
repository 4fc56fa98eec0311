package dev.faultline.snapshot.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.file.PathUtils;

/** Removes snapshots that are older than they are kept. */
public final class Retention {

  private Retention() {}

  /**
   * Removes those of instants before another, each in one step with all its releases. The caller
   * holds the lock.
   *
   * @return the instants that are gone
   */
  public static List<Instant> removeBefore(Instant oldest, Path all) throws IOException {
    List<Instant> gone = new ArrayList<>();
    for (ReleaseName name : Releases.in(all)) {
      if (name.number() == 1 && name.asOf().isBefore(oldest)) {
        // named as what a killed run left, so that the next run goes on removing
        Path leaving = Files.createTempDirectory(all, ".writing-");
        Files.move(name.in(all), leaving.resolve("gone"), StandardCopyOption.ATOMIC_MOVE);
        PathUtils.deleteDirectory(leaving);
        gone.add(name.asOf());
      }
    }
    return gone;
  }
}
