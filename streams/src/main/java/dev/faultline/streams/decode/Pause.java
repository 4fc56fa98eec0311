package dev.faultline.streams.decode;

import java.time.Duration;

/** Waits between two attempts. */
public interface Pause {

  /** Really waits. */
  Pause SLEEP = duration -> Thread.sleep(duration.toMillis());

  void sleep(Duration duration) throws InterruptedException;
}
