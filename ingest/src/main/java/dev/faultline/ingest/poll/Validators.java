package dev.faultline.ingest.poll;

import java.util.Optional;

/**
 * What a server says to tell versions of a document apart.
 *
 * @param entityTag the header ETag
 * @param lastModified the header Last-Modified
 */
public record Validators(Optional<String> entityTag, Optional<String> lastModified) {

  /** Nothing is known. */
  public static final Validators NONE = new Validators(Optional.empty(), Optional.empty());
}
