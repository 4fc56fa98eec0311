package dev.faultline.sql.audit;

import java.time.Instant;

/** An instant of a population and a window of it, for which rows were published. */
public record AuditPoint(String network, String layer, Instant at, long windowSeconds) {

  @Override
  public String toString() {
    return network + "/" + layer + " at " + at + ", window " + windowSeconds + " s";
  }
}
