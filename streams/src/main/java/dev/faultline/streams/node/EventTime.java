package dev.faultline.streams.node;

/** The times that an index can have a row at. */
public final class EventTime {

  /** The first instant of the year 10000. */
  private static final long END = 253_402_300_800_000L;

  private EventTime() {}

  /**
   * Whether a time lies between 1970 and 9999.
   *
   * @param millis since the epoch
   */
  public static boolean isInRange(long millis) {
    return millis >= 0 && millis < END;
  }
}
