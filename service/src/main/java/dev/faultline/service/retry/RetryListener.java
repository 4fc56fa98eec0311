package dev.faultline.service.retry;

import java.time.Duration;

/** Is told what is waited for, so that logs, metrics and health can say it. */
public interface RetryListener {

  /**
   * An attempt has failed, and there will be another one.
   *
   * @param what what was tried, such as {@code insert into observations}
   * @param failures attempts that have failed in a row, at least 1
   * @param delay until the next one
   */
  void waiting(String what, int failures, Duration delay, Throwable cause);

  /** An attempt has succeeded after failures. */
  void recovered(String what);
}
