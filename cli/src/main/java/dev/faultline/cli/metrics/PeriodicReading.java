package dev.faultline.cli.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what meters tell of servers every few seconds, so that a scrape waits for none. */
public final class PeriodicReading implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PeriodicReading.class);
  private static final long CLOSE_SECONDS = 5;

  private final List<Reading> readings;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread created = new Thread(task, "metrics");
            created.setDaemon(true);
            return created;
          });

  private PeriodicReading(List<Reading> readings) {
    this.readings = readings;
  }

  /** Begins, and reads again after each interval. */
  static PeriodicReading start(Duration interval, List<Reading> readings) {
    PeriodicReading periodic = new PeriodicReading(readings);
    var unused =
        periodic.thread.scheduleWithFixedDelay(
            periodic::read, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    return periodic;
  }

  private void read() {
    for (Reading each : readings) {
      try {
        each.read();
      } catch (Exception e) {
        // its health says what is wrong
        each.forget();
        LOG.debug("metrics are not known: {}", e.toString());
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("reading metrics does not stop");
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    readings.forEach(Reading::close);
  }
}
