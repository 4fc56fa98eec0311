package dev.faultline.sql.landing;

import dev.faultline.sql.batch.Checkpoint;
import dev.faultline.sql.batch.PartitionLedger;
import dev.faultline.sql.landing.Lane.State;
import dev.faultline.sql.landing.TopicConsumer.Commit;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumer loop of one table. It reads assigned partitions into their lanes and sees each batch
 * through: seal, commit the intent, have it landed on the inserting thread, commit its end. Nothing
 * is ever queued: a lane whose batch is closed is paused until the batch is committed, and the loop
 * polls on meanwhile, so that an hour without ClickHouse costs no rebalance.
 */
final class TopicLander implements ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(TopicLander.class);
  private static final Duration IDLE_POLL = Duration.ofMillis(100);
  private static final Duration BUSY_POLL = Duration.ofMillis(5);

  private final String topic;
  private final SinkSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final LaneFiller<?, ?> filler;
  private final InsertingThread inserting;
  private final Patience patience;
  private final TableMetrics metrics;
  private final LongSupplier nanoTime;

  private final Lanes lanes = new Lanes();
  private final Set<TopicPartition> arriving = new HashSet<>();

  TopicLander(
      String topic,
      SinkSettings settings,
      Consumer<byte[], byte[]> consumer,
      LaneFiller<?, ?> filler,
      InsertingThread inserting,
      Patience patience,
      TableMetrics metrics,
      LongSupplier nanoTime) {
    this.topic = topic;
    this.settings = settings;
    this.consumer = consumer;
    this.filler = filler;
    this.inserting = inserting;
    this.patience = patience;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
  }

  /**
   * Lands until told to stop; then waits for the insert under way, commits it, and leaves the
   * group.
   *
   * @throws SinkException if a person is needed
   */
  void run(BooleanSupplier closing) {
    consumer.subscribe(List.of(topic), this);
    while (!closing.getAsBoolean()) {
      step();
    }
    onPartitionsRevoked(lanes.all().stream().map(Lane::partition).toList());
  }

  private void step() {
    ConsumerRecords<byte[], byte[]> polled =
        consumer.poll(inserting.isBusy() ? BUSY_POLL : IDLE_POLL);
    long now = nanoTime.getAsLong();
    openLanes(now);
    for (TopicPartition partition : polled.partitions()) {
      Lane lane = lanes.get(partition);
      if (lane != null) {
        fill(lane, polled, now);
      }
    }
    passGaps(now);
    inserting.takeResult().ifPresent(this::finish);
    lanes.all().forEach(this::commitIfPending);
    startNext(now);
    fetchWhatIsWanted(now);
    metrics.oldestAge(lanes.oldestAge(now));
  }

  /** Finds out where newly assigned partitions begin. They are paused until then. */
  private void openLanes(long now) {
    if (arriving.isEmpty()) {
      return;
    }
    try {
      Map<TopicPartition, Checkpoint> starts = TopicConsumer.checkpoints(consumer, arriving);
      starts.forEach(
          (partition, start) -> {
            LOG.info("{} begins at {} {}", partition, start.offset(), start.metadata());
            lanes.add(new Lane(partition, new PartitionLedger(start, settings.limits()), now));
          });
      arriving.clear();
    } catch (RetriableException e) {
      LOG.warn("cannot read the offsets of {}, asking again: {}", arriving, e.getMessage());
    }
  }

  private void fill(Lane lane, ConsumerRecords<byte[], byte[]> polled, long now) {
    boolean taken;
    try {
      taken = filler.fill(lane, polled.records(lane.partition()), now);
      lane.decoded();
    } catch (IOException e) {
      Duration delay = patience.next(lane.failedAgain());
      LOG.warn(
          "{} waits {} ms for the registry: {}",
          lane.partition(),
          delay.toMillis(),
          e.getMessage());
      lane.waitUntil(now + delay.toNanos());
      taken = false;
    }
    if (!taken) {
      consumer.seek(lane.partition(), lane.ledger().position());
    }
  }

  /** Transaction markers and aborted records move the consumer without giving a record. */
  private void passGaps(long now) {
    for (Lane lane : lanes.all()) {
      if (lane.reads(now)) {
        lane.ledger().reach(consumer.position(lane.partition()), now);
      }
    }
  }

  private void finish(InsertingThread.Result result) {
    for (Lane lane : result.lanes()) {
      if (!lanes.has(lane)) {
        continue; // revoked meanwhile; its new owner lands the same batch under the same token
      }
      if (lane.state() == State.CHECKING) {
        lane.become(State.FILLING);
      } else {
        lane.landed();
        metrics.insertedOffset(lane.partition().partition(), lane.ledger().position());
      }
    }
  }

  private void commitIfPending(Lane lane) {
    if (lane.state() != State.SEALED && lane.state() != State.LANDED) {
      return;
    }
    if (lane.state() == State.SEALED && lane.batch().isEmpty()) {
      lane.landed();
    }
    Commit outcome = TopicConsumer.commit(consumer, lane);
    if (outcome == Commit.LOST) {
      LOG.warn("{} has another owner by now", lane.partition());
      lanes.remove(Set.of(lane.partition()));
    } else if (outcome == Commit.DONE && lane.state() == State.LANDED) {
      metrics.committedOffset(lane.partition().partition(), lane.ledger().position());
      lane.become(State.FILLING);
    } else if (outcome == Commit.DONE) {
      lane.become(State.LANDING);
      inserting.land(lane);
    }
  }

  private void startNext(long now) {
    if (inserting.isBusy()) {
      return;
    }
    List<Lane> unchecked = lanes.in(State.CHECKING);
    if (!unchecked.isEmpty()) {
      inserting.check(unchecked);
      return;
    }
    if (lanes.in(State.SEALED).isEmpty()) {
      lanes
          .oldestDue(now)
          .ifPresent(
              lane -> {
                lane.seal();
                commitIfPending(lane);
              });
    }
  }

  private void fetchWhatIsWanted(long now) {
    Set<TopicPartition> wanted = new HashSet<>();
    Set<TopicPartition> unwanted = new HashSet<>();
    for (TopicPartition partition : consumer.assignment()) {
      Lane lane = lanes.get(partition);
      (lane != null && lane.reads(now) ? wanted : unwanted).add(partition);
    }
    TopicConsumer.fetchOnly(consumer, wanted, unwanted);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    consumer.pause(partitions);
    arriving.addAll(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    boolean landing =
        partitions.stream()
            .map(lanes::get)
            .anyMatch(lane -> lane != null && lane.state() == State.LANDING);
    // what does not end in time is landed again by the next owner, under the same token
    if (landing && inserting.awaitSuccess(settings.closeGrace())) {
      inserting.takeResult().ifPresent(this::finish);
    }
    for (TopicPartition partition : partitions) {
      Lane lane = lanes.get(partition);
      if (lane != null && lane.state() == State.LANDED) {
        commitIfPending(lane);
      }
    }
    onPartitionsLost(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    lanes.remove(partitions);
    arriving.removeAll(partitions);
  }
}
