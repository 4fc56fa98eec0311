package dev.faultline.sql.sink.health;

import dev.faultline.service.retry.RetryListener;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What the threads of one table tell of their work, for whoever asks. Safe for several threads. */
public final class TableProgress implements RetryListener {

  private static final Logger LOG = LoggerFactory.getLogger(TableProgress.class);

  /** A retry or two is nothing to worry about. */
  private static final Duration RETRYING_IS_A_PROBLEM_AFTER = Duration.ofSeconds(3);

  /** Longer than a large batch takes. */
  private static final Duration STANDSTILL_IS_A_PROBLEM_AFTER = Duration.ofSeconds(10);

  private final String table;
  private final String topic;
  private final TableMetrics metrics;
  private final Clock clock;
  private final Map<Integer, Long> committed = new HashMap<>();
  private final Map<String, Retrying> retrying = new HashMap<>();
  private Instant lastProgress;
  private Instant behindSince;
  private OptionalLong lag = OptionalLong.empty();
  private String topicProblem;

  /** At the sink's start. */
  public TableProgress(String table, String topic, TableMetrics metrics, Clock clock) {
    this.table = table;
    this.topic = topic;
    this.metrics = metrics;
    this.clock = clock;
    this.lastProgress = clock.instant();
  }

  /** The topic that lands in the table. */
  public String topic() {
    return topic;
  }

  /** A partition is read from this offset on. */
  public synchronized void opened(int partition, long offset) {
    committed.put(partition, offset);
  }

  /** Whether anything of the topic has been committed. */
  public synchronized boolean hasLanded() {
    return committed.values().stream().anyMatch(offset -> offset > 0);
  }

  /** Partitions are no longer this sink's. */
  public synchronized void closed(Collection<Integer> partitions) {
    committed.keySet().removeAll(partitions);
  }

  /** Everything before the offset is durable and committed. */
  public synchronized void committed(int partition, long offset) {
    committed.put(partition, offset);
    lastProgress = clock.instant();
    if (behindSince != null) {
      behindSince = lastProgress;
    }
    metrics.committedOffset(partition, offset);
  }

  @Override
  public synchronized void waiting(String what, int failures, Duration delay, Throwable cause) {
    Instant since = retrying.containsKey(what) ? retrying.get(what).since() : clock.instant();
    retrying.put(what, new Retrying(what, since, failures, String.valueOf(cause.getMessage())));
    int code = cause instanceof SQLException answer ? answer.getErrorCode() : 0;
    metrics.retried(code);
    with(LOG.atWarn())
        .addKeyValue("code", code)
        .log(
            "{}: {} failed (attempt {}, code {}), again in {} ms: {}",
            table,
            what,
            failures,
            code,
            delay.toMillis(),
            cause.getMessage());
  }

  @Override
  public synchronized void recovered(String what) {
    if (retrying.remove(what) != null) {
      with(LOG.atInfo()).log("{}: {} works again", table, what);
    }
  }

  /** The topic cannot be looked at, or is not there. */
  public synchronized void topicProblem(String problem) {
    if (!problem.equals(topicProblem)) {
      with(LOG.atWarn()).log("{}: {}", table, problem);
    }
    topicProblem = problem;
    lag = OptionalLong.empty();
    metrics.lag(Double.NaN);
  }

  /** The ends of the topic's partitions. */
  public synchronized void ends(Map<Integer, Long> ends) {
    if (topicProblem != null) {
      with(LOG.atInfo()).log("{}: topic {} is there again", table, topic);
      topicProblem = null;
    }
    long behind = 0;
    for (Map.Entry<Integer, Long> partition : committed.entrySet()) {
      long end = ends.getOrDefault(partition.getKey(), 0L);
      behind += Math.max(0, end - partition.getValue());
    }
    lag = OptionalLong.of(behind);
    metrics.lag(behind);
    if (behind == 0) {
      behindSince = null;
    } else if (behindSince == null) {
      behindSince = clock.instant();
    }
  }

  private LoggingEventBuilder with(LoggingEventBuilder event) {
    return event.addKeyValue("table", table).addKeyValue("topic", topic);
  }

  /** As it is now. */
  public synchronized TableHealth health() {
    Instant now = clock.instant();
    Optional<Retrying> longest =
        retrying.values().stream().min(Comparator.comparing(Retrying::since));
    return new TableHealth(
        table, topic, committed.size(), lag, lastProgress, longest, problem(longest, now));
  }

  private Optional<String> problem(Optional<Retrying> longest, Instant now) {
    if (longest.isPresent() && passed(longest.get().since(), now, RETRYING_IS_A_PROBLEM_AFTER)) {
      return Optional.of(table + ": " + longest.get().text(now));
    }
    if (topicProblem != null) {
      return Optional.of(topicProblem);
    }
    if (behindSince != null && passed(behindSince, now, STANDSTILL_IS_A_PROBLEM_AFTER)) {
      return Optional.of(
          "%s is %d records behind, and nothing has landed for %d s"
              .formatted(table, lag.orElse(0), Duration.between(behindSince, now).toSeconds()));
    }
    return Optional.empty();
  }

  private static boolean passed(Instant since, Instant now, Duration limit) {
    return Duration.between(since, now).compareTo(limit) >= 0;
  }
}
