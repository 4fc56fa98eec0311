package dev.faultline.ingest.poll;

/** Fetches the document of a feed. Safe for use by several threads. */
@FunctionalInterface
public interface FeedFetcher {

  /** The largest body, packed and unpacked. */
  int MOST_BYTES = 16 << 20;

  /**
   * A document, unpacked.
   *
   * @param httpStatus 200, or 304
   * @param body empty if the document is the one that the validators tell of
   * @param validators of this document
   */
  record Fetched(int httpStatus, byte[] body, Validators validators) {

    /** Whether there is nothing new. */
    public boolean notModified() {
      return httpStatus == 304;
    }
  }

  /**
   * Fetches it within the feed's timeout.
   *
   * @param known of the document that was read last
   * @throws PollFailure if it cannot be had
   * @throws InterruptedException if the poller stops
   */
  Fetched fetch(Feed feed, Validators known) throws PollFailure, InterruptedException;
}
