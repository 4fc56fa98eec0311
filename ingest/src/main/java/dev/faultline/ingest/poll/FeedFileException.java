package dev.faultline.ingest.poll;

/** A file of feeds that cannot be used. The message names the feed, the field and what is wrong. */
public final class FeedFileException extends Exception {

  private static final long serialVersionUID = 1L;

  FeedFileException(String message) {
    super(message);
  }

  FeedFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
