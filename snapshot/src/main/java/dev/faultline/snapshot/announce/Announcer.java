package dev.faultline.snapshot.announce;

import dev.faultline.snapshot.describe.Description;
import java.nio.file.Path;

/** Tells those downstream of a release. */
@FunctionalInterface
public interface Announcer {

  /**
   * Tells of it; returns when it has been heard. Saying it again does no harm.
   *
   * @param folder of the release
   */
  void announce(Path folder, Description description) throws Exception;
}
