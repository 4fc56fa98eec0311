package dev.faultline.ingest.check;

import java.util.Optional;

/**
 * One record is refused: which field is wrong, and why. Carries no stack trace, because it is an
 * answer about data and is made once for every bad record of a feed.
 */
public final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient String field;

  /**
   * @param field the field or column that is wrong; null where the record as a whole is
   * @param reason what is wrong with it, for the person who sent it
   */
  public RefusedException(String field, String reason) {
    super(reason, null, false, false);
    this.field = field;
  }

  /** The field or column that is wrong; empty where the record as a whole is. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }

  /** What is wrong with it. */
  public String reason() {
    return getMessage();
  }
}
