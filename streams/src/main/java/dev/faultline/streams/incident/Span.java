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
}
