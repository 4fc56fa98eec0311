package dev.faultline.streams.measure;

import static dev.faultline.streams.measure.Fixtures.ranking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {

  @Test
  void ranksByWeightThenIdAndDropsZeros() {
    String[] entities = {"ovh", "aws", "gcp", "hetzner", "none"};
    long[] nodes = {1, 2, 3, 4, 5};
    long[] weights = {5, 9, 5, 7, 0};

    Ranking ranking = Ranking.of(entities, nodes, weights, 5);

    assertThat(IntStream.range(0, ranking.size()).mapToObj(ranking::entity))
        .containsExactly("aws", "hetzner", "gcp", "ovh");
    assertThat(IntStream.range(0, ranking.size()).mapToLong(ranking::nodes))
        .containsExactly(2L, 4L, 3L, 1L);
    assertThat(IntStream.rangeClosed(0, ranking.size()).mapToLong(ranking::top))
        .containsExactly(0L, 9L, 16L, 21L, 26L);
    assertThat(ranking.total()).isEqualTo(26);
    assertThat(entities).containsExactly("ovh", "aws", "gcp", "hetzner", "none");
    assertThat(weights).containsExactly(5, 9, 5, 7, 0);
  }

  @Test
  void readsOnlyTheFirstEntries() {
    Ranking ranking = Ranking.of(new String[] {"a", "b"}, new long[] {1, 1}, new long[] {1, 2}, 1);

    assertThat(ranking.size()).isEqualTo(1);
    assertThat(ranking.entity(0)).isEqualTo("a");
  }

  @Test
  void refusesANegativeWeightByName() {
    assertThatThrownBy(() -> ranking(new String[] {"aws", "ovh"}, 3, -2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weight of 'ovh' is negative: -2");
  }

  @Test
  void anOverflowIsAnErrorNeverAWrap() {
    assertThat(ranking(Long.MAX_VALUE - 1, 1).total()).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> ranking(1L << 62, 1L << 62))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("more than 2^63-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AS", "12D3KooW", "validator of a very long name no. "})
  void ordersManyEqualWeightsAsStringsCompare(String prefix) {
    Random random = new Random(20251020);
    TreeSet<String> ids = new TreeSet<>();
    String alphabet = "ab1\u0000é\uFFFF\uD83D\uDE80";
    while (ids.size() < 5_000) {
      StringBuilder id = new StringBuilder(prefix);
      for (int length = random.nextInt(9); length > 0; length--) {
        id.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      ids.add(id.toString());
    }
    List<String> shuffled = new ArrayList<>(ids);
    Collections.shuffle(shuffled, random);
    long[] weights = random.longs(shuffled.size(), 1, 4).toArray();

    Ranking ranking = ranking(shuffled.toArray(String[]::new), weights);

    List<Integer> naive =
        IntStream.range(0, weights.length)
            .boxed()
            .sorted(
                Comparator.comparing((Integer i) -> weights[i])
                    .reversed()
                    .thenComparing(shuffled::get))
            .toList();
    assertThat(IntStream.range(0, ranking.size()).mapToObj(ranking::entity))
        .containsExactlyElementsOf(naive.stream().map(shuffled::get).toList());
  }
}
