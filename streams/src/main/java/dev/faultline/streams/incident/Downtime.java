package dev.faultline.streams.incident;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The union of spans within a window: time in which two things are broken counts once. Immutable.
 */
public final class Downtime {

  private final List<Span> stretches;
  private final long total;

  private Downtime(List<Span> stretches) {
    this.stretches = stretches;
    this.total = stretches.stream().mapToLong(Span::length).sum();
  }

  /** The union of what the spans have of a window. */
  public static Downtime of(Collection<Span> spans, Span window) {
    List<Span> clipped = new ArrayList<>();
    for (Span span : spans) {
      Span inside = span.within(window);
      if (inside.length() > 0) {
        clipped.add(inside);
      }
    }
    clipped.sort(Comparator.comparingLong(Span::begins));
    List<Span> union = new ArrayList<>();
    for (Span span : clipped) {
      int last = union.size() - 1;
      if (last >= 0 && span.begins() <= union.get(last).ends()) {
        Span former = union.get(last);
        union.set(last, new Span(former.begins(), Math.max(former.ends(), span.ends())));
      } else {
        union.add(span);
      }
    }
    return new Downtime(List.copyOf(union));
  }

  /** Its length in milliseconds. */
  public long total() {
    return total;
  }

  /** Whether the instant lies in it. */
  public boolean contains(long instant) {
    int low = 0;
    int high = stretches.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (stretches.get(middle).begins() <= instant) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0 && stretches.get(low - 1).contains(instant);
  }
}
