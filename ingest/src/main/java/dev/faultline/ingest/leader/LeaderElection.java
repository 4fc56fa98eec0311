package dev.faultline.ingest.leader;

import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.schemas.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Elects one of the processes of a group: Kafka gives a topic's only partition to one member of a
 * consumer group, and when that one is gone to another. Nothing is read from it.
 *
 * <p>A leader that was stopped or cut off does not know that it is replaced. So it leads only for
 * as long as it was confirmed, by a commit that the group's coordinator takes from members alone,
 * and that is asked for every other second. A confirmation lasts so much shorter than the session
 * that the producer has given up on what was sent under it before anybody else can lead.
 */
public final class LeaderElection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LeaderElection.class);
  private static final TopicPartition PARTITION =
      new TopicPartition(Topic.FEED_POLLS.topicName(), 0);
  private static final Duration CONFIRM_EVERY = Duration.ofSeconds(2);
  private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(5);
  private static final Duration LEAST_LEASE = Duration.ofSeconds(8);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
  private static final int DEFAULT_SESSION_MILLIS = 45_000;

  /** What a leader does. Called by one thread. */
  public interface Leadership {

    /** This process leads now. */
    void begin();

    /** It leads no more; what it still publishes is refused. */
    void end();
  }

  private final String group;
  private final Leadership leadership;
  private final CompletableFuture<Throwable> failure;
  private final Consumer<byte[], byte[]> consumer;
  private final Lease lease;
  private final Thread thread;
  private boolean begun;
  private volatile boolean closing;

  private LeaderElection(
      String group,
      Leadership leadership,
      CompletableFuture<Throwable> failure,
      Consumer<byte[], byte[]> consumer,
      Duration lease) {
    this.group = group;
    this.leadership = leadership;
    this.failure = failure;
    this.consumer = consumer;
    this.lease = new Lease(lease, System::nanoTime);
    this.thread = new Thread(this::run, "leader-election");
  }

  /**
   * Prepares to take part; {@link #start} does.
   *
   * @param group of whom one leads
   * @param leadership told of it
   * @param failure completed if the leader cannot begin, or the group cannot be had
   * @throws IllegalArgumentException if an operator's settings have the group miss a member before
   *     its producer gives up
   */
  public static LeaderElection of(
      KafkaConnection connection,
      String group,
      Leadership leadership,
      CompletableFuture<Throwable> failure) {
    Map<String, Object> settings =
        connection
            .kafka()
            .consumer(
                Map.of(
                    ConsumerConfig.GROUP_ID_CONFIG,
                    group,
                    ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                    Integer.toString(DEFAULT_SESSION_MILLIS),
                    // whoever joins later leaves the leader where it is
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                    "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"));
    Duration session = millis(settings.get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG));
    Duration delivery = millis(connection.producerSettings().get("delivery.timeout.ms"));
    Duration lease = session.minus(delivery);
    if (lease.compareTo(LEAST_LEASE) < 0) {
      throw new IllegalArgumentException(
          "With session.timeout.ms=%d and delivery.timeout.ms=%d another poller could lead while records of the last one are still on their way. The session must be %d ms longer."
              .formatted(session.toMillis(), delivery.toMillis(), LEAST_LEASE.toMillis()));
    }
    return new LeaderElection(
        group,
        leadership,
        failure,
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        lease);
  }

  private static Duration millis(Object setting) {
    return Duration.ofMillis(Long.parseLong(setting.toString()));
  }

  /** Takes part until it is closed. */
  public void start() {
    thread.start();
  }

  /** Whether this process leads, without a doubt. */
  public boolean leads() {
    return lease.isHeld();
  }

  private void run() {
    try (consumer) {
      consumer.subscribe(List.of(PARTITION.topic()), new Assignment());
      LOG.info("waits to lead group {}", group);
      while (!closing) {
        consumer.poll(CONFIRM_EVERY);
        if (consumer.assignment().contains(PARTITION)) {
          confirm();
        }
      }
    } catch (WakeupException e) {
      LOG.debug("woken up to end");
    } catch (RuntimeException | Error e) {
      failure.complete(e);
    } finally {
      end();
    }
  }

  private void confirm() {
    long asked = lease.now();
    try {
      consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(0)), CONFIRM_WITHIN);
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warn("leading group {} is not confirmed: {}", group, e.getMessage());
      return;
    }
    lease.confirm(asked);
    if (!begun) {
      begun = true;
      LOG.info("leads group {}", group);
      leadership.begin();
    }
  }

  private void end() {
    if (begun) {
      begun = false;
      LOG.info("leads group {} no more", group);
      leadership.end();
    }
    lease.end();
  }

  /** Stops leading, and leaves the group, so that another leads at once. */
  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      if (thread.isAlive()) {
        thread.join(2 * CLOSE_WITHIN.toMillis() + CONFIRM_WITHIN.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Follows the partition. */
  private final class Assignment implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      // nothing is read
      consumer.pause(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (partitions.contains(PARTITION)) {
        end();
      }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      lease.end();
      end();
    }
  }
}
