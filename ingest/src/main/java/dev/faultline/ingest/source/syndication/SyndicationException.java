package dev.faultline.ingest.source.syndication;

/** What is wrong with a document as a whole. */
public final class SyndicationException extends Exception {

  private static final long serialVersionUID = 1L;

  public SyndicationException(String reason) {
    super(reason);
  }
}
