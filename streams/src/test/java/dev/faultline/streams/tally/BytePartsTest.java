package dev.faultline.streams.tally;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.TallyChange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BytePartsTest {

  /** What a broker takes by default, less what stands around a value in a batch. */
  private static final int BROKER_LIMIT = 1_048_588 - 1_000;

  @Property(tries = 100)
  void everyPartFitsARecordAndNothingIsLostOrMoved(
      @ForAll long seed, @ForAll @IntRange(max = 3_000) int count) throws IOException {
    Random random = new Random(seed);
    List<TallyChange> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changes.add(change(random, random.nextInt(1_366)));
    }

    List<List<TallyChange>> parts = ByteParts.of(changes);

    assertThat(parts.stream().flatMap(List::stream).toList()).isEqualTo(changes);
    for (List<TallyChange> part : parts) {
      assertThat(bytes(part)).isLessThan(BROKER_LIMIT);
    }
    assertThat(parts.subList(0, parts.size() - 1)).noneMatch(List::isEmpty);
  }

  @Test
  void noChangesAreOneEmptyPart() {
    assertThat(ByteParts.of(List.of())).containsExactly(List.of());
  }

  @Test
  void manyShortNamesTravelTogether() {
    List<TallyChange> changes = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      changes.add(new TallyChange(0, 1, "provider " + i, 1L, 0L, 1L));
    }

    assertThat(ByteParts.of(changes)).hasSize(1);
  }

  private static TallyChange change(Random random, int length) {
    String letters = random.nextBoolean() ? "x" : "\u20ac";
    return new TallyChange(
        random.nextInt(3),
        random.nextInt(10),
        letters.repeat(length),
        random.nextLong(),
        random.nextLong(),
        random.nextLong());
  }

  private static int bytes(List<TallyChange> part) throws IOException {
    ByteBuffer encoded = new PartialTally(0, 1, 0L, true, 1L, -1L, part, 0, false).toByteBuffer();
    return encoded.remaining();
  }
}
