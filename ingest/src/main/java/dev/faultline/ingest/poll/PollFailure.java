package dev.faultline.ingest.poll;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** One poll failed. Closes nothing and is tried again later. */
public final class PollFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** In one word. */
  public enum Reason {
    /** The host has no public address, or no address at all. */
    ADDRESS,
    /** No connection, or it broke. */
    CONNECTION,
    /** It took too long. */
    TIMEOUT,
    /** An answer that is neither the feed nor a redirect. */
    HTTP_STATUS,
    /** Too many redirects, or one that leads where none may. */
    REDIRECT,
    /** The body is larger than 16 MiB, packed or unpacked. */
    TOO_LARGE,
    /** The body cannot be unpacked. */
    ENCODING,
    /** There is no body. */
    EMPTY,
    /** The body is not what the format says, or is cut. */
    CONTENT,
    /** The brokers did not acknowledge what was read. */
    PUBLISH,
    /** A defect of this program. */
    DEFECT;

    /** As metrics and rows write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Reason reason;
  private final int httpStatus;
  private final transient Duration retryAfter;

  private PollFailure(
      Reason reason, String message, int httpStatus, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.httpStatus = httpStatus;
    this.retryAfter = retryAfter;
  }

  /** A failure without more to say. */
  public PollFailure(Reason reason, String message) {
    this(reason, message, 0, null, null);
  }

  /** A failure with a cause. */
  public PollFailure(Reason reason, String message, Throwable cause) {
    this(reason, message, 0, null, cause);
  }

  /** An answer that is no feed. */
  public static PollFailure status(int httpStatus, Optional<Duration> retryAfter) {
    return new PollFailure(
        Reason.HTTP_STATUS,
        "the server answers with status " + httpStatus,
        httpStatus,
        retryAfter.orElse(null),
        null);
  }

  /** In one word. */
  public Reason reason() {
    return reason;
  }

  /** The status of the answer, if that is the reason. */
  public OptionalInt httpStatus() {
    return httpStatus == 0 ? OptionalInt.empty() : OptionalInt.of(httpStatus);
  }

  /** How long the server asks us to wait. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
