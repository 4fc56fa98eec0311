package dev.faultline.streams.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IncidentHistoryPropertiesTest {

  private static final int LAST = 60;

  /** By definition: sort all that counts by knowledge, and look at the last of each incident. */
  private static List<Revision> oracle(List<Revision> all, long instant) {
    List<Revision> open = new ArrayList<>();
    all.stream()
        .map(Revision::incident)
        .distinct()
        .sorted()
        .forEach(
            incident ->
                all.stream()
                    .filter(revision -> revision.incident().equals(incident))
                    .filter(revision -> revision.knownAt() <= instant)
                    .max(
                        Comparator.comparingLong(Revision::knownAt)
                            .thenComparingLong(Revision::offset))
                    .filter(revision -> revision.kind() == IncidentKind.OUTAGE)
                    .filter(revision -> revision.status().ordinal() < 3)
                    .filter(revision -> revision.beginsAt() <= instant)
                    .filter(revision -> revision.endsAt() > instant)
                    .ifPresent(open::add));
    return open;
  }

  @Property
  void agreesWithTheDefinitionAtEveryInstant(
      @ForAll("said") List<Revisions> said, @ForAll("times") List<Integer> times) {
    IncidentHistory known = new IncidentHistory();
    List<Revision> all = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      Revision revision = said.get(i).known(times.get(i % times.size()), i);
      known.append(revision);
      all.add(revision);
    }
    for (long instant = -1; instant <= LAST; instant++) {
      assertThat(known.openAt(instant, IncidentKind.OUTAGE)).isEqualTo(oracle(all, instant));
    }
  }

  @Property
  void theOrderOfPublicationDoesNotMatterButForTies(
      @ForAll("said") List<Revisions> said, @ForAll long seed) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      order.add(i);
    }
    IncidentHistory sorted = publish(said, order);
    Collections.shuffle(order, new Random(seed));
    IncidentHistory shuffled = publish(said, order);

    for (long instant = 0; instant <= LAST; instant++) {
      assertThat(withoutOffsets(shuffled, instant)).isEqualTo(withoutOffsets(sorted, instant));
    }
  }

  /** Each is seen at an instant of its own, whatever its offset. */
  private static IncidentHistory publish(List<Revisions> said, List<Integer> order) {
    IncidentHistory known = new IncidentHistory();
    for (int index : order) {
      known.append(said.get(index).known(index, known.end()));
    }
    return known;
  }

  private static List<Object> withoutOffsets(IncidentHistory known, long instant) {
    return known.openAt(instant, IncidentKind.OUTAGE).stream()
        .<Object>map(revision -> List.of(revision.incident(), revision.knownAt()))
        .toList();
  }

  @Provide
  Arbitrary<List<Revisions>> said() {
    return Combinators.combine(
            Arbitraries.of("a", "b", "c"),
            Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.just(IncidentKind.OUTAGE)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of(IncidentKind.class))),
            Arbitraries.of(IncidentStatus.class),
            Arbitraries.longs().between(0, LAST),
            Arbitraries.longs()
                .between(-5, LAST)
                .injectNull(0.4)
                .map(length -> length == null ? Revision.NO_END : length))
        .as(
            (id, kind, status, begins, length) ->
                Revisions.outage("aws", id, null)
                    .kind(kind)
                    .status(status)
                    .during(begins, length == Revision.NO_END ? length : begins + length))
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }

  @Provide
  Arbitrary<List<Integer>> times() {
    return Arbitraries.integers().between(0, LAST).list().ofMinSize(1).ofMaxSize(30);
  }
}
