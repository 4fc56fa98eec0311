package dev.faultline.ingest.check;

/**
 * What becomes of an attribute that cannot be used, such as a private address or a country code
 * that is none. Of recorded and polled documents the node is taken without it; whoever sends
 * records to the gateway is told that they are wrong.
 */
@FunctionalInterface
public interface UnusableAttribute {

  /** Refuses the record. */
  UnusableAttribute REFUSED =
      (field, reason) -> {
        throw new RefusedException(field.fieldName(), reason);
      };

  /** Leaves the attribute out, and tells nobody. */
  UnusableAttribute IGNORED = (field, reason) -> {};

  /**
   * Is told of one; if it returns, the record is taken without the attribute.
   *
   * @throws RefusedException if the record is not taken
   */
  void found(ObservationField field, String reason) throws RefusedException;
}
