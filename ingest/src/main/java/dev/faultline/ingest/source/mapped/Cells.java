package dev.faultline.ingest.source.mapped;

import dev.faultline.ingest.check.RefusedException;

/** What one record says, by the names of its columns or JSON members. */
@FunctionalInterface
interface Cells {

  /**
   * The text of a column without blanks around it; null or empty if there is none.
   *
   * @throws RefusedException if what stands there is no single value
   */
  String text(String column) throws RefusedException;
}
