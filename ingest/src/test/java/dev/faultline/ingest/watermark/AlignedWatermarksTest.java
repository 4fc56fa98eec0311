package dev.faultline.ingest.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.publish.RecordedPublications;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.watermark.PublisherWatermarks;
import dev.faultline.schemas.watermark.Watermark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlignedWatermarksTest {

  private static final Population SOLANA = new Population("solana", "consensus");
  private static final Instant NOON = Instant.parse("2025-10-20T12:00:00Z");
  private static final Duration LAG = Duration.ofHours(1);
  private static final Cadence CADENCE =
      new Cadence(Duration.ofSeconds(60), Duration.ofSeconds(30), LAG, LAG, true);

  private final RecordedPublications publications = new RecordedPublications();
  private final AtomicLong nanos = new AtomicLong();
  private final Clock clock = new PassingClock();
  private final PublisherWatermarks population = new PublisherWatermarks(LAG.toMillis());
  private int heard;

  /** Goes on with the nanoseconds that pass. */
  private final class PassingClock extends Clock {
    @Override
    public Instant instant() {
      return NOON.plus(Duration.ofDays(9)).plusNanos(nanos.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  static LongStream seeds() {
    return LongStream.concat(LongStream.range(0, 10), new Random().longs(20));
  }

  /** The watermark of the population, after all that has been said. */
  private Instant watermark() {
    List<Watermark> said = publications.said();
    for (; heard < said.size(); heard++) {
      Watermark next = said.get(heard);
      population.update(next.publisher(), next.time().toEpochMilli(), next.closing());
    }
    return Instant.ofEpochMilli(population.watermark());
  }

  /** An import of some times, which reads them twice. */
  private final class Running {
    private final String name;
    private final Deque<Instant> left;
    private final Instant earliest;
    private final Instant latest;
    private final boolean ordered;
    private final ProgressLog progress = new ProgressLog(publications, clock);
    private final AlignedWatermarks watermarks;
    private int surveying;
    private boolean isOpen;
    private boolean isEnding;

    Running(String name, List<Instant> times, boolean ordered, int surveying) {
      this.name = name;
      this.left = new ArrayDeque<>(times);
      this.earliest = Collections.min(times);
      this.latest = Collections.max(times);
      this.ordered = ordered;
      this.surveying = surveying;
      Peers peers = new Peers(publications::progress, population -> CADENCE, clock, nanos::get);
      this.watermarks =
          new AlignedWatermarks(progress, peers, name, failure -> assertThat(failure).isEmpty());
      progress.announce(SOLANA, name);
    }

    boolean isDone() {
      return isEnding && watermarks.waiting().isEmpty();
    }

    /** One step; what it publishes must not be late. */
    void step() {
      nanos.addAndGet(100_000_000);
      if (surveying > 0) {
        surveying--;
        if (surveying == 0) {
          watermarks.announce(SOLANA, earliest);
        }
      } else if (!isOpen) {
        if (!watermarks.mayOpen(SOLANA)) {
          return;
        }
        isOpen = true;
        watermarks.open(SOLANA, earliest);
      } else if (!left.isEmpty()) {
        Instant next = left.remove();
        assertThat(next).as("%s, published by %s", next, name).isAfter(watermark());
        if (ordered && !left.isEmpty()) {
          watermarks.reach(SOLANA, left.peek().minusMillis(1));
        }
      } else if (!isEnding) {
        isEnding = true;
        watermarks.end(SOLANA, latest.plusSeconds(90));
      } else {
        watermarks.settle();
      }
    }
  }

  private static List<Instant> times(Random random, int size) {
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      times.add(NOON.plusSeconds(random.nextInt(48 * 3600)));
    }
    return times;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void importsThatStartTogetherMakeNobodyLateHoweverFarTheyReach(long seed) {
    Random random = new Random(seed);
    List<Running> imports = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<Instant> times = times(random, 20 + random.nextInt(300));
      boolean ordered = random.nextBoolean();
      if (ordered) {
        Collections.sort(times);
      }
      imports.add(
          new Running(PublisherIds.ofImport("i" + i), times, ordered, 1 + random.nextInt(50)));
    }
    int pace = 2 + random.nextInt(9);
    for (int steps = 0; imports.stream().anyMatch(each -> !each.isDone()); steps++) {
      assertThat(steps).as("imports wait for each other for ever").isLessThan(100_000);
      // one of them is much slower than the others
      imports.get(random.nextInt(pace) == 0 ? 0 : 1 + random.nextInt(2)).step();
      imports.forEach(each -> each.progress.repeat());
    }

    Instant latest =
        imports.stream().map(each -> each.latest).max(Instant::compareTo).orElseThrow();
    assertThat(watermark()).isEqualTo(latest.plusSeconds(90));
    assertThat(population.open()).isEmpty();
  }

  @Test
  void oneThatIsSilentForLongIsWaitedForNoMore() {
    Running dead = new Running(PublisherIds.ofImport("dead"), List.of(NOON), true, 1);
    dead.step();
    dead.step();
    Running alive =
        new Running(
            PublisherIds.ofImport("alive"), List.of(NOON, NOON.plus(Duration.ofHours(5))), true, 0);
    for (int i = 0; i < 10; i++) {
      alive.step();
    }
    assertThat(alive.isDone()).isFalse();
    assertThat(watermark()).isEqualTo(NOON.minusMillis(1));

    nanos.addAndGet(Peers.SILENCE.toNanos());
    alive.step();
    assertThat(alive.isDone()).isTrue();
    assertThat(watermark()).isEqualTo(NOON.plus(Duration.ofHours(5)).plusSeconds(90));
  }

  @Test
  void aLivePublisherThatIsBehindIsNotWaitedFor() {
    new ProgressLog(publications, clock)
        .send(Watermark.of(SOLANA, NOON.minusMillis(1), "gateway/main"), false, failure -> {});
    Running running =
        new Running(
            PublisherIds.ofImport("a"), List.of(NOON, NOON.plus(Duration.ofHours(5))), true, 1);
    for (int i = 0; i < 5; i++) {
      running.step();
    }
    assertThat(running.isDone()).isTrue();
  }

  @Test
  void oneThatIsGivenUpClosesWhereItIs() {
    Running running = new Running(PublisherIds.ofImport("a"), List.of(NOON), true, 1);
    running.step();
    running.step();
    running.watermarks.abandon();
    running.watermarks.abandon();

    assertThat(publications.said()).hasSize(2);
    assertThat(publications.said()).last().extracting(Watermark::closing).isEqualTo(true);
    assertThat(watermark()).isEqualTo(NOON.minusMillis(1));
  }
}
