package dev.faultline.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sql.batch.ModelPartition.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/**
 * The protocol of the ledger under kills at every point, changed settings after each restart, and
 * zombies that insert long after they were replaced.
 */
class LandingProtocolTest {

  private static final int STEPS = 200;

  /** A process that lands the partition; it can die at any step. */
  private static final class Lander {
    private final ModelPartition partition;
    private final PartitionLedger ledger;
    private final List<Long> rows = new ArrayList<>();
    private long consumer;
    private long clock;

    Lander(ModelPartition partition, BatchLimits limits) {
      this.partition = partition;
      this.ledger = new PartitionLedger(partition.committed(), limits);
      this.consumer = partition.committed().offset();
    }

    /** Polls some records, which may be more than the batch has room for. */
    void poll(int records) {
      for (int record = 0; record < records; record++) {
        pollOne();
      }
      Checkpoint next = ledger.checkpoint();
      assertThat(ledger.position())
          .as("within the intent of %s", next)
          .isLessThanOrEqualTo(next.intendedEnd().orElse(Long.MAX_VALUE));
    }

    /** Takes the next record, as the consumer loop does, or passes a gap at the end of the log. */
    private void pollOne() {
      clock++;
      OptionalLong next = partition.nextRecord(consumer);
      if (next.isEmpty()) {
        consumer = partition.size();
        ledger.reach(consumer, clock);
      } else if (ledger.admits(next.getAsLong())) {
        boolean row = partition.at(next.getAsLong()) == Kind.ROW;
        ledger.take(next.getAsLong(), row ? 1 : 0, clock);
        if (row) {
          rows.add(next.getAsLong());
        }
        consumer = next.getAsLong() + 1;
      } else {
        ledger.reach(next.getAsLong(), clock);
        consumer = ledger.position();
      }
    }

    boolean due() {
      return ledger.due(clock);
    }

    /** Closes the batch and does the first so many of: commit intent, insert, commit end. */
    void land(int steps) {
      OffsetRange range = ledger.seal();
      if (steps > 0) {
        partition.commit(ledger.checkpoint());
      }
      if (steps > 1 && !rows.isEmpty()) {
        partition.insert(range, List.copyOf(rows));
      }
      if (steps > 2) {
        ledger.landed();
        rows.clear();
        partition.commit(ledger.checkpoint());
      }
    }

    /** What a zombie does when it wakes between its intent and its insert; its commit is fenced. */
    Runnable lateInsert() {
      OffsetRange range = ledger.seal();
      partition.commit(ledger.checkpoint());
      List<Long> content = List.copyOf(rows);
      return () -> {
        if (!content.isEmpty()) {
          partition.insert(range, content);
        }
      };
    }
  }

  @Property(tries = 2000)
  void everyRowLandsOnceWhateverDies(
      @ForAll @Size(min = 1, max = 60) List<Kind> log, @ForAll long seed) {
    Random random = new Random(seed);
    ModelPartition partition = new ModelPartition(log);
    List<Runnable> zombies = new ArrayList<>();
    Lander process = new Lander(partition, limits(random));
    for (int step = 0; step < STEPS; step++) {
      process.poll(1 + random.nextInt(4));
      if (!process.due()) {
        continue;
      }
      int fate = random.nextInt(5);
      if (fate == 4) {
        zombies.add(process.lateInsert());
      } else {
        process.land(fate);
      }
      if (fate != 3) {
        process = new Lander(partition, limits(random));
      }
      if (!zombies.isEmpty() && random.nextBoolean()) {
        zombies.remove(random.nextInt(zombies.size())).run();
      }
    }
    zombies.forEach(Runnable::run);
    finish(new Lander(partition, limits(random)), partition);

    assertThat(partition.durable())
        .containsExactlyInAnyOrderElementsOf(partition.rowsOf(new OffsetRange(0, log.size())));
    assertThat(partition.committed()).isEqualTo(Checkpoint.at(log.size()));
  }

  private static void finish(Lander process, ModelPartition partition) {
    while (partition.committed().offset() < partition.size()) {
      process.poll(1);
      if (process.due()) {
        process.land(3);
      }
    }
  }

  private static BatchLimits limits(Random random) {
    return new BatchLimits(
        1 + random.nextInt(8), 1 + random.nextInt(20), Duration.ofNanos(random.nextInt(12)));
  }

  @Property
  void theBoundsOfABatchNeverOverlapTheNext(
      @ForAll @Size(min = 1, max = 40) List<Kind> log, @ForAll long seed) {
    ModelPartition partition = new ModelPartition(log);
    Lander process = new Lander(partition, limits(new Random(seed)));
    List<Long> covered = new ArrayList<>();
    while (partition.committed().offset() < log.size()) {
      process.poll(1);
      if (process.due()) {
        long from = partition.committed().offset();
        process.land(3);
        LongStream.range(from, partition.committed().offset()).forEach(covered::add);
      }
    }

    assertThat(covered).containsExactlyElementsOf(LongStream.range(0, log.size()).boxed().toList());
  }
}
