package dev.faultline.sql.sink;

import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.row.TableRoute;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The epoch of a sink that is the only one of its broker and its ClickHouse, as in {@code up}: it
 * goes on with the greatest that has landed, and may raise it by itself when a topic was made anew.
 */
public final class SelfManagedEpoch {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private SelfManagedEpoch() {}

  /**
   * The greatest epoch that has landed in any table; 0 if nothing has.
   *
   * @throws SQLException if ClickHouse does not say
   */
  public static int greatest(ClickHouse clickHouse) throws SQLException {
    int greatest = 0;
    try (Connection connection = clickHouse.connect(LIMIT);
        Statement statement = connection.createStatement()) {
      for (TableRoute<?, ?> landing : TableRoute.all()) {
        // the projection of landed offsets answers this without a scan
        String query =
            "SELECT max(epoch) FROM (SELECT _epoch AS epoch FROM %s GROUP BY _topic, _partition, _epoch)"
                .formatted(landing.table().name());
        try (ResultSet row = statement.executeQuery(query)) {
          greatest = row.next() ? Math.max(greatest, row.getInt(1)) : greatest;
        }
      }
    }
    return greatest;
  }

  /**
   * Lets the groups of a topic's tables begin at its beginning. No sink of these groups may run.
   *
   * @throws ExecutionException if the broker refuses
   */
  public static void forgetOffsets(SinkSettings settings, String topic)
      throws ExecutionException, InterruptedException {
    Properties client = new Properties();
    client.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.connection().bootstrapServers());
    try (Admin admin = Admin.create(client)) {
      for (TableRoute<?, ?> landing : TableRoute.all()) {
        if (landing.topic().topicName().equals(topic)) {
          String group = settings.groupOf(landing.table().name());
          Map<TopicPartition, OffsetAndMetadata> committed =
              admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
          Set<TopicPartition> ofTopic =
              committed.keySet().stream()
                  .filter(partition -> partition.topic().equals(topic))
                  .collect(Collectors.toSet());
          if (!ofTopic.isEmpty()) {
            admin.deleteConsumerGroupOffsets(group, ofTopic).all().get();
          }
        }
      }
    }
  }
}
