package dev.faultline.streams.runtime;

import dev.faultline.streams.enrich.Enricher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enrichment whose tables are loaded again when one of their files has changed and has then kept
 * still for one interval. Tables that cannot be loaded leave the ones before in use; the log says
 * why. What was placed before stays as it was published.
 */
public final class WatchedTables implements Supplier<Enricher>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedTables.class);

  private final List<Path> files;
  private final Loader loader;
  private final ScheduledExecutorService watcher;
  private volatile Enricher current;
  private List<Stamp> loaded;
  private List<Stamp> seen;

  /** Loads all tables. */
  public interface Loader {
    Enricher load() throws IOException;
  }

  private record Stamp(FileTime modified, long size) {}

  private WatchedTables(List<Path> files, Loader loader) throws IOException {
    this.files = List.copyOf(files);
    this.loader = loader;
    this.loaded = stamps();
    this.seen = loaded;
    this.current = loader.load();
    this.watcher =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "watch-tables");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Loads the tables and watches their files.
   *
   * @param files those to watch; one that is not there may come later
   * @param interval how often to look
   * @throws IOException if the tables cannot be loaded now
   */
  public static WatchedTables open(List<Path> files, Duration interval, Loader loader)
      throws IOException {
    WatchedTables tables = new WatchedTables(files, loader);
    var unused =
        tables.watcher.scheduleWithFixedDelay(
            tables::reloadIfChanged,
            interval.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
    return tables;
  }

  @Override
  public Enricher get() {
    return current;
  }

  /** Loads if there is something new that no longer changes. */
  void reloadIfChanged() {
    try {
      List<Stamp> now = stamps();
      boolean isStill = now.equals(seen);
      seen = now;
      if (!isStill || now.equals(loaded)) {
        return;
      }
      loaded = now;
      Enricher next = loader.load();
      LOG.info(
          "enrichment tables loaded again: {} instead of {}",
          next.tablesVersion(),
          current.tablesVersion());
      current = next;
    } catch (IOException | RuntimeException wrong) {
      LOG.warn(
          "enrichment goes on with tables {}, the new ones cannot be loaded: {}",
          current.tablesVersion(),
          wrong.getMessage());
    }
  }

  private List<Stamp> stamps() throws IOException {
    List<Stamp> stamps = new ArrayList<>();
    for (Path file : files) {
      stamps.add(
          Files.exists(file)
              ? new Stamp(Files.getLastModifiedTime(file), Files.size(file))
              : new Stamp(FileTime.fromMillis(0), -1));
    }
    return stamps;
  }

  @Override
  public void close() {
    watcher.shutdownNow();
  }
}
