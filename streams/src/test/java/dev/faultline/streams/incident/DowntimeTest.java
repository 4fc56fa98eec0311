package dev.faultline.streams.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DowntimeTest {

  @Example
  void timeInWhichTwoThingsAreBrokenCountsOnce() {
    Downtime downtime = Downtime.of(List.of(new Span(15, 30), new Span(10, 20)), new Span(0, 100));

    assertThat(downtime.total()).isEqualTo(20);
    assertThat(downtime.contains(9)).isFalse();
    assertThat(downtime.contains(10)).isTrue();
    assertThat(downtime.contains(29)).isTrue();
    assertThat(downtime.contains(30)).isFalse();
  }

  @Property
  void agreesWithCountingEachInstant(
      @ForAll @Size(max = 12) List<@IntRange(max = 60) Integer> ends,
      @ForAll @IntRange(max = 60) int from,
      @ForAll @IntRange(max = 60) int length) {
    List<Span> spans = new ArrayList<>();
    BitSet broken = new BitSet();
    for (int i = 0; i + 1 < ends.size(); i += 2) {
      int begins = ends.get(i);
      boolean isOpen = ends.get(i + 1) == 60;
      spans.add(new Span(begins, isOpen ? Revision.NO_END : Math.max(begins, ends.get(i + 1))));
      broken.set(begins, isOpen ? 200 : Math.max(begins, ends.get(i + 1)));
    }

    Downtime downtime = Downtime.of(spans, new Span(from, from + length));

    int total = 0;
    for (int instant = 0; instant < 130; instant++) {
      boolean expected = broken.get(instant) && from <= instant && instant < from + length;
      assertThat(downtime.contains(instant)).isEqualTo(expected);
      total += expected ? 1 : 0;
    }
    assertThat(downtime.total()).isEqualTo(total);
  }
}
