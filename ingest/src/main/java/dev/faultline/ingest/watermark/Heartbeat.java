package dev.faultline.ingest.watermark;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says now and then that an import is alive, so that other imports wait for it. */
public final class Heartbeat implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final long EVERY_MILLIS = Peers.SILENCE.toMillis() / 4;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "import-heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  private Heartbeat() {}

  /** Repeats what the log told last until it is closed. */
  public static Heartbeat of(ProgressLog log) {
    Heartbeat heartbeat = new Heartbeat();
    ScheduledFuture<?> unused =
        heartbeat.timer.scheduleWithFixedDelay(
            () -> beat(log), EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return heartbeat;
  }

  private static void beat(ProgressLog log) {
    try {
      log.repeat();
    } catch (RuntimeException e) {
      LOG.warn("the heartbeat failed: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
