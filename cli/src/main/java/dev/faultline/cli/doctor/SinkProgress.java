package dev.faultline.cli.doctor;

import dev.faultline.schemas.Topic;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.row.TableRoute;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the usual sink has landed what is in Kafka. */
public final class SinkProgress {

  private static final Duration LOOK = Duration.ofMillis(200);

  private final Admin kafka;

  /** Asks this broker. */
  public SinkProgress(Admin kafka) {
    this.kafka = kafka;
  }

  /** Records not landed yet, by table. */
  public Map<String, Long> behind() throws InterruptedException, ExecutionException {
    return behind(ends());
  }

  /**
   * Waits until everything that is in Kafka now has landed.
   *
   * @return whether it has, within the patience
   */
  public boolean await(Duration patience) throws InterruptedException, ExecutionException {
    Map<TopicPartition, Long> ends = ends();
    long deadline = System.nanoTime() + patience.toNanos();
    while (behind(ends).values().stream().anyMatch(lag -> lag > 0)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
    return true;
  }

  private Map<TopicPartition, Long> ends() throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    kafka
        .describeTopics(
            TableRoute.all().stream()
                .map(TableRoute::topic)
                .map(Topic::topicName)
                .distinct()
                .toList())
        .allTopicNames()
        .get()
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(
                        partition ->
                            latest.put(
                                new TopicPartition(name, partition.partition()),
                                OffsetSpec.latest())));
    return kafka.listOffsets(latest).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  private Map<String, Long> behind(Map<TopicPartition, Long> ends)
      throws InterruptedException, ExecutionException {
    Map<String, Long> behind = new TreeMap<>();
    for (TableRoute<?, ?> landing : TableRoute.all()) {
      Map<TopicPartition, OffsetAndMetadata> committed = committed(landing.table().name());
      Function<TopicPartition, Long> landed =
          partition -> {
            OffsetAndMetadata offset = committed.get(partition);
            return offset == null ? 0 : offset.offset();
          };
      long lag =
          ends.entrySet().stream()
              .filter(end -> end.getKey().topic().equals(landing.topic().topicName()))
              .mapToLong(end -> Math.max(0, end.getValue() - landed.apply(end.getKey())))
              .sum();
      behind.put(landing.table().name(), lag);
    }
    return behind;
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(String table)
      throws InterruptedException, ExecutionException {
    return kafka
        .listConsumerGroupOffsets(SinkSettings.DEFAULT_GROUP + "." + table)
        .partitionsToOffsetAndMetadata()
        .get();
  }
}
