package dev.faultline.streams.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RadixSortTest {

  /** Sizes on both sides of what is sorted by insertion, by short digits and by long ones. */
  @Provide
  static Arbitrary<long[]> keys() {
    Arbitrary<Long> few = Arbitraries.longs().between(0, 5);
    Arbitrary<Long> any = Arbitraries.longs().between(0, Long.MAX_VALUE);
    Arbitrary<Integer> sizes = Arbitraries.of(0, 1, 2, 63, 64, 65, 300, 2047, 2048, 3000);
    return sizes.flatMap(
        size -> Arbitraries.oneOf(few, any).list().ofSize(size).map(RadixSortTest::array));
  }

  private static long[] array(List<Long> keys) {
    return keys.stream().mapToLong(Long::longValue).toArray();
  }

  @Property(tries = 100)
  void sortsAsAStableSortByComparisonDoes(@ForAll("keys") long[] keys) {
    int[] sorted = IntStream.range(0, keys.length).toArray();
    RadixSort.sort(sorted, keys);

    Integer[] expected = IntStream.range(0, keys.length).boxed().toArray(Integer[]::new);
    Arrays.sort(expected, Comparator.comparingLong(index -> keys[index]));
    assertThat(sorted).containsExactly(Arrays.stream(expected).mapToInt(i -> i).toArray());
  }
}
