package dev.faultline.schemas.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublisherWatermarksTest {

  private static final long LAG = 100;

  private final PublisherWatermarks watermarks = new PublisherWatermarks(LAG);

  private record Progress(String publisher, long time, boolean closing) {}

  static LongStream seeds() {
    return LongStream.concat(LongStream.range(0, 50), new Random().longs(50));
  }

  @Test
  void isTheLeastOfTheOpenPublishers() {
    assertThat(watermarks.watermark()).isEqualTo(PublisherWatermarks.NEVER);
    assertThat(watermarks.update("a", 10, false)).isEqualTo(10);
    assertThat(watermarks.update("b", 12, false)).isEqualTo(10);
    assertThat(watermarks.update("a", 20, false)).isEqualTo(12);
    assertThat(watermarks.update("b", 30, false)).isEqualTo(20);
  }

  @Test
  void oneThatClosesHoldsNothingBack() {
    watermarks.update("a", 10, false);
    watermarks.update("b", 50, false);
    assertThat(watermarks.update("a", 11, true)).isEqualTo(50);
    assertThat(watermarks.open()).containsOnlyKeys("b");
  }

  @Test
  void withNoneOpenTheGreatestEverSaidCounts() {
    watermarks.update("a", 90, false);
    watermarks.update("b", 10, false);
    assertThat(watermarks.update("a", 90, true)).isEqualTo(90);
    assertThat(watermarks.update("b", 20, true)).isEqualTo(90);
    assertThat(watermarks.open()).isEmpty();
  }

  @Test
  void neverFallsWhenALaterOneOpensBehind() {
    watermarks.update("a", 50, true);
    assertThat(watermarks.update("b", 10, false)).isEqualTo(50);
    assertThat(watermarks.update("a", 80, false)).isEqualTo(50);
    assertThat(watermarks.update("b", 60, false)).isEqualTo(60);
  }

  @Test
  void aPublisherThatGoesBackSaysNothingNew() {
    watermarks.update("a", 50, false);
    assertThat(watermarks.update("a", 20, false)).isEqualTo(50);
    assertThat(watermarks.open()).containsEntry("a", 50L);
  }

  @Test
  void oneThatIsBehindByMoreThanTheLagNoLongerHolds() {
    watermarks.update("dead", 10, false);
    assertThat(watermarks.update("alive", 10 + LAG, false)).isEqualTo(10);
    assertThat(watermarks.update("alive", 11 + LAG, false)).isEqualTo(11 + LAG);
    assertThat(watermarks.open()).containsOnlyKeys("alive");
    assertThat(watermarks.update("dead", 10, false)).isEqualTo(11 + LAG);
    watermarks.update("dead", 100, false);
    assertThat(watermarks.update("alive", 200, false)).isEqualTo(11 + LAG);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsKeptIsBoundedByThePublishersWithinTheLag(long seed) {
    Random random = new Random(seed);
    for (Progress said : statements(random, 500)) {
      watermarks.update(said.publisher(), said.time(), said.closing());
      assertThat(watermarks.open().values())
          .allSatisfy(each -> assertThat(watermarks.newest() - each).isLessThanOrEqualTo(LAG));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void neverFallsAndNeverPassesAnOpenPublisherThatOpenedInTime(long seed) {
    Random random = new Random(seed);
    long before = PublisherWatermarks.NEVER;
    for (Progress said : statements(random, 500)) {
      long now = watermarks.update(said.publisher(), said.time(), said.closing());
      assertThat(now).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(watermarks.newest());
      long held = before;
      watermarks
          .open()
          .values()
          .forEach(each -> assertThat(now).isLessThanOrEqualTo(Math.max(held, each)));
      before = now;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aRestartAnywhereChangesNothing(long seed) {
    List<Progress> statements = statements(new Random(seed), 300);
    Random random = new Random(~seed);
    PublisherWatermarks restarted = new PublisherWatermarks(LAG);
    for (Progress said : statements) {
      long whole = watermarks.update(said.publisher(), said.time(), said.closing());
      assertThat(restarted.update(said.publisher(), said.time(), said.closing())).isEqualTo(whole);
      if (random.nextInt(4) == 0) {
        PublisherWatermarks next = new PublisherWatermarks(LAG);
        next.restore(restarted.watermark(), restarted.newest(), restarted.open());
        restarted = next;
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void saidTwiceIsSaidOnce(long seed) {
    PublisherWatermarks twice = new PublisherWatermarks(LAG);
    for (Progress said : statements(new Random(seed), 300)) {
      twice.update(said.publisher(), said.time(), said.closing());
      assertThat(twice.update(said.publisher(), said.time(), said.closing()))
          .isEqualTo(watermarks.update(said.publisher(), said.time(), said.closing()));
    }
  }

  /** However publishers that open before any moves are interleaved, none is passed by another. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theInterleavingOfPublishersMakesNobodyLate(long seed) {
    Random random = new Random(seed);
    List<List<Progress>> publishers = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      List<Progress> one = new ArrayList<>();
      long time = 0;
      while (time < LAG) {
        one.add(new Progress(name, time, false));
        time += 1 + random.nextInt(30);
      }
      one.add(new Progress(name, LAG, true));
      publishers.add(one);
    }
    publishers.forEach(one -> say(one.remove(0)));
    long[] through = new long[3];
    while (publishers.stream().anyMatch(one -> !one.isEmpty())) {
      int next = random.nextInt(3);
      if (publishers.get(next).isEmpty()) {
        continue;
      }
      Progress said = publishers.get(next).remove(0);
      assertThat(watermarks.watermark()).isLessThanOrEqualTo(through[next]);
      through[next] = said.time();
      say(said);
    }
    assertThat(watermarks.watermark()).isEqualTo(LAG);
  }

  private void say(Progress said) {
    watermarks.update(said.publisher(), said.time(), said.closing());
  }

  private static List<Progress> statements(Random random, int size) {
    List<Progress> said = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < size; i++) {
      now += random.nextInt(10) == 0 ? random.nextInt(150) : random.nextInt(8);
      said.add(
          new Progress("p" + random.nextInt(5), now - random.nextInt(120), random.nextInt(8) == 0));
    }
    Collections.swap(said, 0, size - 1);
    return said;
  }
}
