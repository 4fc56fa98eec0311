package dev.faultline.streams.impact;

import dev.faultline.schemas.ImpactRow;

/** Where impacts are written, so that they can go on after a restart. */
public interface ImpactLog {

  /** Keeps what changed at a T. */
  void save(HostedStep step);

  /** That T, and part of it, is needed no more; without its changes. */
  void forget(HostedStep step);

  /** Keeps the row that was published last of an incident, window and weighting. */
  void save(ImpactRow row);

  /** That row is needed no more. */
  void forget(ImpactRow row);
}
