package dev.faultline.streams.topology;

import java.time.Duration;

/** Waits between two attempts. */
interface Pause {

  /** Really waits. */
  Pause SLEEP = duration -> Thread.sleep(duration.toMillis());

  void sleep(Duration duration) throws InterruptedException;
}
