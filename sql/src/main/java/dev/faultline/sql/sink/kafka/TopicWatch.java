package dev.faultline.sql.sink.kafka;

import dev.faultline.sql.SinkException;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.TopicReplacedException;
import dev.faultline.sql.sink.health.TableProgress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks every other second how long the topics are, on a thread and a client of its own, so that it
 * can say so while consumers wait. Notices that a topic is gone, or that it is another one of the
 * same name: offsets of the old one mean nothing in it.
 */
public final class TopicWatch implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Admin admin;
  private final String bootstrapServers;
  private final Map<String, List<TableProgress>> tables;
  private final Consumer<SinkException> fatal;
  private final Map<String, Uuid> ids = new HashMap<>();
  private final ScheduledExecutorService thread;

  private TopicWatch(
      Admin admin,
      String bootstrapServers,
      Map<String, List<TableProgress>> tables,
      Consumer<SinkException> fatal) {
    this.admin = admin;
    this.bootstrapServers = bootstrapServers;
    this.tables = tables;
    this.fatal = fatal;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread created = new Thread(task, "watch-topics");
              created.setDaemon(true);
              return created;
            });
  }

  /**
   * Begins to watch.
   *
   * @param progress which is told, one for each table
   * @param fatal is told when a topic was deleted and created anew
   */
  public static TopicWatch start(
      SinkSettings settings, List<TableProgress> progress, Consumer<SinkException> fatal) {
    Map<String, Object> properties = new HashMap<>(settings.kafka());
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    properties.keySet().retainAll(AdminClientConfig.configNames());
    TopicWatch watch =
        new TopicWatch(
            Admin.create(settings.connection().admin(properties)),
            settings.bootstrapServers(),
            progress.stream().collect(Collectors.groupingBy(TableProgress::topic)),
            fatal);
    var unused =
        watch.thread.scheduleWithFixedDelay(
            watch::check, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  private void check() {
    try {
      Map<String, TopicDescription> topics = new HashMap<>();
      for (var topic : admin.describeTopics(tables.keySet()).topicNameValues().entrySet()) {
        answer(topic.getKey(), topic.getValue())
            .ifPresent(description -> topics.put(topic.getKey(), description));
      }
      ListOffsetsResult ends = ends(topics.values());
      for (TopicDescription topic : topics.values()) {
        check(topic, ends);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KafkaException e) {
      tables.keySet().forEach(topic -> report(topic, e));
    } catch (RuntimeException | Error e) {
      // this thread would end unseen
      fatal.accept(new SinkException("watching the topics failed: " + e, e));
    }
  }

  /** One request for all topics: this goes on while nothing else does. */
  private ListOffsetsResult ends(Collection<TopicDescription> topics) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (TopicDescription topic : topics) {
      partitions(topic).forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
    }
    return admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
  }

  private void check(TopicDescription topic, ListOffsetsResult result) throws InterruptedException {
    Map<Integer, Long> ends = new HashMap<>();
    for (TopicPartition partition : partitions(topic)) {
      Optional<ListOffsetsResultInfo> end = answer(topic.name(), result.partitionResult(partition));
      if (end.isEmpty()) {
        return;
      }
      ends.put(partition.partition(), end.get().offset());
    }
    Uuid known = ids.put(topic.name(), topic.topicId());
    if (known != null
        && !known.equals(topic.topicId())
        && tables.get(topic.name()).stream().anyMatch(TableProgress::hasLanded)) {
      fatal.accept(new TopicReplacedException(topic.name()));
      return;
    }
    tables.get(topic.name()).forEach(table -> table.ends(ends));
  }

  private static List<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(partition -> new TopicPartition(topic.name(), partition.partition()))
        .toList();
  }

  /** What Kafka says of a topic; empty if it says nothing, which is reported. */
  private <T> Optional<T> answer(String topic, Future<T> answer) throws InterruptedException {
    try {
      return Optional.of(answer.get());
    } catch (ExecutionException e) {
      report(topic, e.getCause());
      return Optional.empty();
    }
  }

  private void report(String topic, Throwable failure) {
    String problem =
        failure instanceof UnknownTopicOrPartitionException
            ? "topic " + topic + " does not exist; run `faultline migrate`"
            : "Kafka at "
                + bootstrapServers
                + " does not say how long "
                + topic
                + " is: "
                + failure;
    tables.get(topic).forEach(table -> table.topicProblem(problem));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    admin.close(Duration.ofSeconds(1));
  }
}
