package dev.faultline.streams.roll;

import java.util.List;

/**
 * How a population is rolled.
 *
 * @param stepMillis distance between two instants T, which are multiples of it since the epoch
 * @param graceMillis how long after T observations of its slot are still awaited
 * @param windowSeconds the windows, ascending; each a multiple of the step
 */
public record RollSettings(long stepMillis, long graceMillis, List<Integer> windowSeconds) {

  /**
   * @throws IllegalArgumentException if a window is not a multiple of the step, or they do not
   *     ascend
   */
  public RollSettings {
    windowSeconds = List.copyOf(windowSeconds);
    if (stepMillis <= 0 || graceMillis < 0 || windowSeconds.isEmpty()) {
      throw new IllegalArgumentException("step, grace and windows must be positive");
    }
    long previous = 0;
    for (int seconds : windowSeconds) {
      if (seconds * 1000L % stepMillis != 0 || seconds * 1000L <= previous) {
        throw new IllegalArgumentException(
            "windows " + windowSeconds + " s must ascend and be multiples of the step");
      }
      previous = seconds * 1000L;
    }
  }

  /** The number of windows. */
  public int windows() {
    return windowSeconds.size();
  }

  /** The length of a window in milliseconds. */
  public long windowMillis(int window) {
    return windowSeconds.get(window) * 1000L;
  }

  /** The longest window in milliseconds: how long a node is remembered. */
  public long longestMillis() {
    return windowMillis(windows() - 1);
  }

  /** The slot of an observation: the first T at or after it. */
  public long slotOf(long observedAt) {
    return -Math.floorDiv(-observedAt, stepMillis) * stepMillis;
  }

  /** The newest T that is closed when everything up to {@code clock} has been published. */
  public long closableAt(long clock) {
    return Math.floorDiv(clock - graceMillis, stepMillis) * stepMillis;
  }
}
