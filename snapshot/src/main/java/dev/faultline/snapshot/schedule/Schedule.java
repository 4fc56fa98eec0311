package dev.faultline.snapshot.schedule;

import java.time.Instant;

/** The instants that snapshots are made of. A function of time alone, in UTC. */
public interface Schedule {

  /** The first instant after another. */
  Instant after(Instant instant);
}
