package dev.faultline.sql.sink;

import dev.faultline.sql.SinkException;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.batch.Checkpoint;
import dev.faultline.sql.batch.PartitionLedger;
import dev.faultline.sql.sink.buffer.PartitionBuffer;
import dev.faultline.sql.sink.buffer.PartitionBuffer.State;
import dev.faultline.sql.sink.buffer.PartitionBuffers;
import dev.faultline.sql.sink.buffer.RowConverter;
import dev.faultline.sql.sink.health.TableMetrics;
import dev.faultline.sql.sink.health.TableProgress;
import dev.faultline.sql.sink.kafka.TopicConsumer;
import dev.faultline.sql.sink.kafka.TopicConsumer.Commit;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumer loop of one table. It reads assigned partitions into their buffers and sees each
 * batch through: seal, commit the intent, have it landed on the inserting thread, commit its end.
 * Nothing is ever queued: a buffer whose batch is closed is paused until the batch is committed,
 * and the loop polls on meanwhile, so that an hour without ClickHouse costs no rebalance.
 */
public final class TableSinkTask implements ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(TableSinkTask.class);
  private final String topic;
  private final boolean isPrompt;
  private final SinkSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final RowConverter<?, ?> converter;
  private final InsertingThread inserting;
  private final TableProgress progress;
  private final BrokerCalls broker;
  private final TableMetrics metrics;
  private final LongSupplier nanoTime;

  private final PartitionBuffers buffers = new PartitionBuffers();
  private final Set<TopicPartition> arriving = new HashSet<>();

  /**
   * @param isPrompt whether somebody waits for the rows as soon as they are published
   */
  public TableSinkTask(
      String topic,
      boolean isPrompt,
      SinkSettings settings,
      Consumer<byte[], byte[]> consumer,
      RowConverter<?, ?> converter,
      InsertingThread inserting,
      TableProgress progress,
      TableMetrics metrics,
      LongSupplier nanoTime) {
    this.topic = topic;
    this.isPrompt = isPrompt;
    this.settings = settings;
    this.consumer = consumer;
    this.converter = converter;
    this.inserting = inserting;
    this.progress = progress;
    this.broker = new BrokerCalls(progress);
    this.metrics = metrics;
    this.nanoTime = nanoTime;
  }

  /**
   * Lands until told to stop; then waits for the insert under way, commits it, and leaves the
   * group.
   *
   * @throws SinkException if a person is needed
   */
  public void run(BooleanSupplier closing) {
    consumer.subscribe(List.of(topic), this);
    while (!closing.getAsBoolean()) {
      step();
    }
    onPartitionsRevoked(buffers.all().stream().map(PartitionBuffer::partition).toList());
  }

  private void step() {
    ConsumerRecords<byte[], byte[]> polled = consumer.poll(pollTime());
    long now = nanoTime.getAsLong();
    openBuffers(now);
    for (TopicPartition partition : polled.partitions()) {
      PartitionBuffer buffer = buffers.get(partition);
      if (buffer != null) {
        fill(buffer, polled, now);
      }
    }
    passGaps(now);
    noteEnds();
    inserting.takeResult().ifPresent(this::finish);
    buffers.all().forEach(this::commitIfPending);
    startNext(now);
    TopicConsumer.fetchOnly(
        consumer, partition -> buffers.has(partition) && buffers.get(partition).reads(now));
    metrics.oldestAge(buffers.oldestAge(now));
  }

  private Duration pollTime() {
    boolean isIdle = arriving.isEmpty() && buffers.areIdle(nanoTime.getAsLong());
    return PollTime.of(inserting.isBusy(), isIdle, isPrompt);
  }

  /** Finds out where newly assigned partitions begin. They are paused until then. */
  private void openBuffers(long now) {
    if (arriving.isEmpty()) {
      return;
    }
    broker.answered(
        "reading committed offsets",
        () -> {
          TopicConsumer.checkpoints(consumer, arriving)
              .forEach((partition, start) -> open(partition, start, now));
          arriving.clear();
        });
  }

  private void open(TopicPartition partition, Checkpoint start, long now) {
    LOG.atInfo()
        .addKeyValue("topic", partition.topic())
        .addKeyValue("partition", partition.partition())
        .log("{} begins at {} {}", partition, start.offset(), start.metadata());
    progress.opened(partition.partition(), start.offset());
    PartitionLedger ledger = new PartitionLedger(start, settings.limits());
    buffers.add(new PartitionBuffer(partition, ledger, now, settings.backoff()));
  }

  private void fill(PartitionBuffer buffer, ConsumerRecords<byte[], byte[]> polled, long now) {
    String what = "decoding partition " + buffer.partition().partition();
    boolean taken;
    try {
      taken = converter.fill(buffer, polled.records(buffer.partition()), now);
      if (buffer.failures() > 0) {
        progress.recovered(what);
      }
      buffer.decoded();
    } catch (IOException e) {
      Duration delay = buffer.decodeLater(e, now);
      progress.waiting(what, buffer.failures(), delay, e);
      taken = false;
    }
    if (!taken) {
      consumer.seek(buffer.partition(), buffer.ledger().position());
    }
  }

  /** Transaction markers and aborted records move the consumer without giving a record. */
  private void passGaps(long now) {
    broker.answered(
        "asking for positions",
        () -> {
          for (PartitionBuffer buffer : buffers.all()) {
            if (buffer.reads(now)) {
              buffer.ledger().reach(TopicConsumer.position(consumer, buffer.partition()), now);
            }
          }
        });
  }

  /** Rows that are waited for are not kept for a batch that nothing more comes to. */
  private void noteEnds() {
    if (isPrompt) {
      for (PartitionBuffer buffer : buffers.in(State.FILLING)) {
        buffer.readToEnd(consumer.currentLag(buffer.partition()).orElse(1) == 0);
      }
    }
  }

  private void finish(InsertingThread.Result result) {
    for (PartitionBuffer buffer : result.buffers()) {
      if (!buffers.has(buffer)) {
        continue; // revoked meanwhile; its new owner lands the same batch under the same token
      }
      if (buffer.state() == State.CHECKING) {
        buffer.become(State.FILLING);
      } else {
        buffer.landed();
        metrics.insertedOffset(buffer.partition().partition(), buffer.ledger().position());
      }
    }
  }

  private void commitIfPending(PartitionBuffer buffer) {
    if (buffer.state() != State.SEALED && buffer.state() != State.LANDED) {
      return;
    }
    if (buffer.state() == State.SEALED && buffer.batch().isEmpty()) {
      buffer.landed();
    }
    Commit outcome = commit(buffer);
    if (outcome == Commit.LOST) {
      LOG.atWarn()
          .addKeyValue("topic", buffer.partition().topic())
          .addKeyValue("partition", buffer.partition().partition())
          .log("{} has another owner by now", buffer.partition());
      buffers.remove(Set.of(buffer.partition()));
      progress.closed(Set.of(buffer.partition().partition()));
    } else if (outcome == Commit.DONE && buffer.state() == State.LANDED) {
      progress.committed(buffer.partition().partition(), buffer.ledger().position());
      buffer.become(State.FILLING);
    } else if (outcome == Commit.DONE) {
      buffer.become(State.LANDING);
      inserting.land(buffer);
    }
  }

  private Commit commit(PartitionBuffer buffer) {
    AtomicReference<Commit> outcome = new AtomicReference<>(Commit.LATER);
    broker.answered(
        "committing offsets", () -> outcome.set(TopicConsumer.commit(consumer, buffer)));
    return outcome.get();
  }

  private void startNext(long now) {
    if (inserting.isBusy()) {
      return;
    }
    List<PartitionBuffer> unchecked = buffers.in(State.CHECKING);
    if (!unchecked.isEmpty()) {
      inserting.check(unchecked);
      return;
    }
    if (buffers.in(State.SEALED).isEmpty()) {
      buffers
          .oldestDue(now)
          .ifPresent(
              buffer -> {
                buffer.seal(now);
                commitIfPending(buffer);
              });
    }
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
            .map(buffers::get)
            .anyMatch(buffer -> buffer != null && buffer.state() == State.LANDING);
    // what does not end in time is landed again by the next owner, under the same token
    if (landing && inserting.awaitSuccess(settings.closeGrace())) {
      inserting.takeResult().ifPresent(this::finish);
    }
    for (TopicPartition partition : partitions) {
      PartitionBuffer buffer = buffers.get(partition);
      if (buffer != null && buffer.state() == State.LANDED) {
        commitIfPending(buffer);
      }
    }
    onPartitionsLost(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    buffers.remove(partitions);
    progress.closed(partitions.stream().map(TopicPartition::partition).toList());
    arriving.removeAll(partitions);
  }
}
