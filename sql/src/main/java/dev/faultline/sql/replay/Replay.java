package dev.faultline.sql.replay;

import dev.faultline.sql.SinkException;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.row.TableRoute;
import dev.faultline.sql.sink.Sink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Lands records of a topic again, through the sink's own code: the same conversion, tokens,
 * checkpoints and dead letters, in consumer groups of its own. The epoch makes tokens that have not
 * been used, so ClickHouse takes the rows, and makes them win against those that had landed.
 *
 * <p>It is refused if rows of that epoch or a greater one have landed: the first would be dropped
 * as retries, the second would win against these. A replay that was cut short is begun again under
 * the next epoch.
 */
public final class Replay {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long LOOK_EVERY_MS = 500;

  private final SinkSettings settings;
  private final ReplayRange range;
  private final List<TableRoute<?, ?>> landings;

  /**
   * @param settings of the sink whose tables are landed in
   */
  public Replay(SinkSettings settings, ReplayRange range) {
    this.range = range;
    this.settings =
        new SinkSettings(
            settings.connection(),
            settings.clickHouse(),
            settings.groupId() + "-replay-" + range.epoch(),
            range.epoch(),
            settings.limits(),
            settings.backoff(),
            settings.insertTimeout(),
            settings.closeGrace(),
            settings.kafka());
    this.landings =
        TableRoute.all().stream().filter(landing -> landing.topic() == range.topic()).toList();
    if (landings.isEmpty()) {
      throw new IllegalArgumentException(
          range.topic().topicName() + " does not land: it repeats what other topics say");
    }
  }

  /**
   * Returns when every record of the range has landed. Records behind the range may land with it,
   * in whole batches; they are what the tables hold anyhow.
   *
   * @return how many rows of this epoch each table has now
   * @throws SinkException if the epoch is not new, or the sink had to stop
   */
  public Map<String, Long> run() throws SQLException, ExecutionException, InterruptedException {
    requireNewEpoch();
    try (Admin admin = Admin.create(settings.connection().admin(Map.of()))) {
      TopicRange offsets = TopicRange.of(admin, range);
      if (offsets.isEmpty()) {
        return Map.of();
      }
      for (TableRoute<?, ?> landing : landings) {
        admin.alterConsumerGroupOffsets(group(landing), offsets.start()).all().get();
      }
      try (Sink sink = new Sink(settings, landings, new SimpleMeterRegistry(), Clock.systemUTC())) {
        sink.start();
        await(sink, admin, offsets);
      }
      admin.deleteConsumerGroups(landings.stream().map(this::group).toList()).all().get();
    }
    return rows("count()", "_epoch = " + range.epoch());
  }

  private String group(TableRoute<?, ?> landing) {
    return settings.groupOf(landing.table().name());
  }

  private void await(Sink sink, Admin admin, TopicRange offsets)
      throws ExecutionException, InterruptedException {
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            settings.connection().consumer(Map.of("enable.auto.commit", false)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      for (TableRoute<?, ?> landing : landings) {
        while (!offsets.isDone(
            admin.listConsumerGroupOffsets(group(landing)).partitionsToOffsetAndMetadata().get(),
            consumer)) {
          if (sink.failure().isDone()) {
            sink.await();
          }
          TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
      }
    }
  }

  private void requireNewEpoch() throws SQLException {
    rows("max(_epoch)", "1")
        .forEach(
            (table, greatest) -> {
              if (greatest >= range.epoch()) {
                throw new SinkException(
                    ("rows of epoch %d have landed in %s, and a replay under epoch %d would lose"
                            + " against them or be dropped as their repetition. Give --epoch %d or"
                            + " more. Nothing was landed")
                        .formatted(greatest, table, range.epoch(), greatest + 1));
              }
            });
  }

  private Map<String, Long> rows(String what, String condition) throws SQLException {
    Map<String, Long> answers = new TreeMap<>();
    try (Connection connection = settings.clickHouse().connect(TIMEOUT)) {
      for (TableRoute<?, ?> landing : landings) {
        String query =
            "SELECT "
                + what
                + " FROM "
                + landing.table().name()
                + " WHERE _topic = ? AND "
                + condition
                + " HAVING count() > 0";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
          statement.setString(1, range.topic().topicName());
          try (ResultSet row = statement.executeQuery()) {
            if (row.next()) {
              answers.put(landing.table().name(), row.getLong(1));
            }
          }
        }
      }
    }
    return answers;
  }
}
