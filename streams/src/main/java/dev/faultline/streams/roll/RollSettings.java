package dev.faultline.streams.roll;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a population is rolled.
 *
 * @param stepMillis distance between two instants T, which are multiples of it since the epoch
 * @param graceMillis how long after T observations of its slot are still awaited
 * @param windowSeconds the windows, ascending; each a multiple of the step
 * @param publisherLagMillis how far a publisher may be behind the newest watermark and still hold
 *     the population's
 */
public record RollSettings(
    long stepMillis, long graceMillis, List<Integer> windowSeconds, long publisherLagMillis) {

  /** Settings under which a publisher may be behind by the longest window. */
  public RollSettings(long stepMillis, long graceMillis, List<Integer> windowSeconds) {
    this(
        stepMillis,
        graceMillis,
        windowSeconds,
        windowSeconds.isEmpty() ? 0 : windowSeconds.get(windowSeconds.size() - 1) * 1000L);
  }

  /**
   * @throws IllegalArgumentException if a window is not a multiple of the step, or they do not
   *     ascend
   */
  public RollSettings {
    windowSeconds = List.copyOf(windowSeconds);
    if (stepMillis <= 0 || graceMillis < 0 || windowSeconds.isEmpty() || publisherLagMillis < 0) {
      throw new IllegalArgumentException("step, grace, windows and lag must be positive");
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

  /** These settings, as they are kept beside the state that was built with them. */
  public RolledBy saved() {
    return new RolledBy(stepMillis, graceMillis, windowSeconds, publisherLagMillis);
  }

  /**
   * Refuses state that was built with other settings. Slots are multiples of the step and tallies
   * go by a window's place in the list, so both would be misread; and which observations came in
   * time depends on the grace, so a replay would not give the rows of before and after.
   *
   * @param population whose state it is
   * @throws UnusableStateException saying what differs and what to do
   */
  public void requireSame(String population, RolledBy built) {
    if (!saved().equals(built)) {
      throw UnusableStateException.of(
          population,
          "the state of %s was built with %s, but its rules now say %s: give the rules of before"
                  .formatted(population, text(built), text(saved()))
              + " (--networks), or "
              + UnusableStateException.START_AGAIN);
    }
  }

  private static String text(RolledBy settings) {
    List<Integer> windows = settings.getWindowsS();
    long longest = windows.get(windows.size() - 1) * 1000L;
    String lag =
        settings.getPublisherLagMs() == longest
            ? ""
            : ", publisher lag " + seconds(settings.getPublisherLagMs()) + " s";
    return "step %s s, windows %s s, grace %s s%s"
        .formatted(
            seconds(settings.getStepMs()),
            settings.getWindowsS().stream().map(String::valueOf).collect(Collectors.joining(" ")),
            seconds(settings.getGraceMs()),
            lag);
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
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
