package dev.faultline.streams.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which midnights are due for whom. The clock is what was seen: a midnight is due when something
 * has been seen after it. A subject's own revisions take the subject on, so that a feed's history
 * can be imported after another feed's; and a revision newer than all before takes everybody on, so
 * that whoever has no trouble has days as well. Nothing is ever due twice. A pure function of the
 * revisions in their order.
 *
 * <p>Not safe for use by several threads.
 */
public final class Days {

  /** A day in milliseconds. */
  public static final long DAY = 86_400_000L;

  /** After a longer silence the older midnights are left out. */
  static final long MOST_AT_ONCE = 3_660;

  /**
   * Midnights that are due.
   *
   * @param first the first, in milliseconds since 1970
   * @param last the last
   */
  public record Due(Subject subject, long first, long last) {}

  private final SortedMap<Subject, Long> done = new TreeMap<>();
  private long clock = Long.MIN_VALUE;

  /** Puts back the last midnight that was due for a subject. */
  public void restore(Subject subject, long last) {
    done.put(subject, last);
  }

  /** Puts back the newest instant seen. */
  public void restoreClock(long seen) {
    clock = Math.max(clock, seen);
  }

  /** The last midnight that was due for a subject that something was seen of. */
  public long done(Subject subject) {
    return done.get(subject);
  }

  /** The newest instant seen. */
  public long clock() {
    return clock;
  }

  /**
   * Something of a subject was seen. What is due is taken as done.
   *
   * @param seen when, in milliseconds since 1970
   */
  public List<Due> advance(Subject subject, long seen) {
    done.putIfAbsent(subject, lastBefore(seen));
    List<Due> due = new ArrayList<>();
    boolean newDay = clock != Long.MIN_VALUE && lastBefore(seen) > lastBefore(clock);
    clock = Math.max(clock, seen);
    if (newDay) {
      for (Subject everybody : List.copyOf(done.keySet())) {
        takeOn(everybody, lastBefore(seen), due);
      }
    } else {
      takeOn(subject, lastBefore(seen), due);
    }
    return due;
  }

  private void takeOn(Subject subject, long last, List<Due> due) {
    long first = Math.max(done.get(subject) + DAY, last - (MOST_AT_ONCE - 1) * DAY);
    if (first <= last) {
      done.put(subject, last);
      due.add(new Due(subject, first, last));
    }
  }

  /** The last midnight before an instant, not the instant itself. */
  static long lastBefore(long instant) {
    return Math.floorDiv(instant - 1, DAY) * DAY;
  }
}
