package dev.faultline.streams.incident;

/**
 * The time from an instant up to, not including, another, in milliseconds since 1970. May be empty.
 *
 * @param ends {@link Revision#NO_END} if it has not ended
 */
public record Span(long begins, long ends) {

  /** Whether the instant lies in it. */
  public boolean contains(long instant) {
    return begins <= instant && instant < ends;
  }

  /** The part of it that lies in another; empty if there is none. */
  public Span within(Span other) {
    long from = Math.max(begins, other.begins);
    return new Span(from, Math.max(from, Math.min(ends, other.ends)));
  }

  /** Whether it falls into another, wholly or in part; an empty one if it lies in it. */
  public boolean fallsInto(Span other) {
    return begins < other.ends && (ends > other.begins || other.contains(begins));
  }

  /** In milliseconds; meaningless for one that has not ended. */
  public long length() {
    return ends - begins;
  }
}
