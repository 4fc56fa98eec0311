package dev.faultline.ingest.source.mapped;

import dev.faultline.ingest.check.RefusedException;

/** How a table's own way of writing a value becomes ours. */
@FunctionalInterface
interface Conversion {

  /** For values that are written as we do. */
  Conversion NONE = text -> text;

  /**
   * Converts a text that is not blank.
   *
   * @throws RefusedException if it cannot be converted exactly
   */
  String convert(String text) throws RefusedException;
}
