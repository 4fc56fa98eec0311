package dev.faultline.streams.resilience;

/**
 * Weight, or numbers of nodes, by status. A node is silent in a window if it was not seen in it but
 * in the longest one.
 */
public record Counts(long live, long down, long silent) {

  /** From what was seen in the window and in the longest window, live and down. */
  public static Counts of(long live, long down, long seenInLongest) {
    return new Counts(live, down, seenInLongest - live - down);
  }
}
