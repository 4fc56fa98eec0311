package dev.faultline.streams.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.schemas.Dimension;
import dev.faultline.streams.network.FaultRule;
import dev.faultline.streams.resilience.IndexOracle.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of the index of any population. */
class IndexPropertiesTest {

  private static final Map<Dimension, Function<Node, String>> HALTING =
      Map.of(
          Dimension.PROVIDER, Node::provider,
          Dimension.SITE, Node::site,
          Dimension.COUNTRY, Node::country,
          Dimension.CLIENT, Node::client,
          Dimension.OPERATOR, Node::operator);

  @Property(tries = 500)
  void agreesWithTheDefinition(
      @ForAll("populations") List<Node> nodes, @ForAll("rules") FaultRule rule) {
    Resilience measured = Populations.measure(nodes, rule);
    Assume.that(measured.index() != null);
    IndexOracle oracle = new IndexOracle(nodes, rule);

    assertThat(measured.index().value()).isCloseTo(oracle.index(Unknown.LEFT_OUT), within(1e-9));
    assertThat(measured.index().low())
        .isCloseTo(oracle.index(Unknown.OF_THE_LARGEST), within(1e-9));
    assertThat(measured.index().high())
        .isCloseTo(oracle.index(Unknown.OF_SMALL_ONES), within(1e-9));
    HALTING.forEach(
        (dimension, entity) ->
            assertThat(measured.halting().contains(dimension))
                .as(dimension.name())
                .isEqualTo(oracle.halts(entity)));
  }

  @Property(tries = 500)
  void theIntervalContainsThePoint(
      @ForAll("populations") List<Node> nodes, @ForAll("rules") FaultRule rule) {
    IndexRange index = Populations.measure(nodes, rule).index();
    Assume.that(index != null);

    assertThat(index.value()).isBetween(index.low() - 1e-12, index.high() + 1e-12);
    assertThat(index.value()).isBetween(index.weightsLow(), index.weightsHigh());
  }

  /** The largest provider, site and country grow by a node of their own. */
  @Property(tries = 500)
  void theIndexNeverRisesWhenTheLargestGrows(
      @ForAll("populations") List<Node> nodes, @ForAll("rules") FaultRule rule) {
    IndexRange before = Populations.measure(nodes, rule).index();
    Assume.that(before != null);
    List<Node> grown = new ArrayList<>(nodes);
    grown.add(
        new Node(
            largest(nodes, Node::provider),
            largest(nodes, Node::site),
            largest(nodes, Node::country),
            null,
            null,
            1 + nodes.size()));

    assertThat(Populations.measure(grown, rule).index().value())
        .isLessThanOrEqualTo(before.value() + 1e-9);
  }

  /** Of what is unknown a part is forgotten, as if it had never been seen. */
  @Property(tries = 500)
  void lessUnknownIsANarrowerInterval(
      @ForAll("populations") List<Node> nodes, @ForAll("rules") FaultRule rule) {
    List<Node> known = new ArrayList<>(nodes);
    known.removeIf(
        node -> node.provider() == null && node.site() == null && node.country() == null);
    List<Node> more = new ArrayList<>(known);
    more.add(new Node(null, null, null, null, null, 3));
    List<Node> most = new ArrayList<>(more);
    most.add(new Node(null, null, null, null, null, 5));
    IndexRange narrow = Populations.measure(more, rule).index();
    IndexRange wide = Populations.measure(most, rule).index();
    Assume.that(narrow != null && Populations.measure(known, rule).index() != null);

    assertThat(narrow.low()).isGreaterThanOrEqualTo(wide.low() - 1e-9);
    assertThat(narrow.high()).isLessThanOrEqualTo(wide.high() + 1e-9);
    assertThat(narrow.value()).isEqualTo(wide.value());
  }

  @Property(tries = 500)
  void haltingIsANakamotoCoefficientOfOne(
      @ForAll("populations") List<Node> nodes, @ForAll("rules") FaultRule rule) {
    Resilience measured = Populations.measure(nodes, rule);

    HALTING
        .keySet()
        .forEach(
            dimension ->
                assertThat(measured.halting().contains(dimension))
                    .as(dimension.name())
                    .isEqualTo(
                        Integer.valueOf(1)
                            .equals(
                                Populations.profile(dimension, nodes, rule)
                                    .measures()
                                    .nakamotoLiveness())));
  }

  private static String largest(List<Node> nodes, Function<Node, String> dimension) {
    return nodes.stream()
        .map(dimension)
        .filter(entity -> entity != null)
        .distinct()
        .max(
            (one, other) ->
                Long.compare(weight(nodes, dimension, one), weight(nodes, dimension, other)))
        .orElseThrow();
  }

  private static long weight(List<Node> nodes, Function<Node, String> dimension, String entity) {
    return nodes.stream()
        .filter(node -> entity.equals(dimension.apply(node)))
        .mapToLong(Node::weight)
        .sum();
  }

  @Provide
  Arbitrary<FaultRule> rules() {
    return Arbitraries.of(
        new FaultRule(1, 3, false),
        FaultRule.MORE_THAN_THIRD,
        new FaultRule(1, 2, false),
        FaultRule.MORE_THAN_HALF);
  }

  @Provide
  Arbitrary<List<Node>> populations() {
    Arbitrary<String> entity =
        Arbitraries.of("a", "b", "c", "d", "e", "f", "g", "h").injectNull(0.2);
    return Combinators.combine(
            entity, entity, entity, entity, entity, Arbitraries.longs().between(0, 1_000_000))
        .as(Node::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }
}
