package dev.faultline.streams.stress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.providers.RegionCountries;
import dev.faultline.schemas.Dimension;
import dev.faultline.streams.network.FaultRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class StressPropertiesTest {

  private static final List<Dimension> JOINT =
      List.of(Dimension.PROVIDER, Dimension.COUNTRY, Dimension.CLIENT, Dimension.OPERATOR);
  private static final List<FaultRule> RULES =
      List.of(
          new FaultRule(1, 3, false),
          FaultRule.MORE_THAN_THIRD,
          new FaultRule(1, 2, false),
          FaultRule.MORE_THAN_TWO_THIRDS);

  private static List<Joint.Node> nodes(Random random) {
    List<Joint.Node> nodes = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      nodes.add(Joint.random(random));
    }
    return nodes;
  }

  private static Loss loss(List<Joint.Node> nodes, Scenario scenario) {
    return new Stress(Joint.population(nodes), RegionCountries.load(), RULES.get(0)).of(scenario);
  }

  @Property(tries = 200)
  void aUnionIsBetweenTheGreatestOfItsPartsAndTheirSum(@ForAll long seed) {
    List<Joint.Node> nodes = nodes(new Random(seed));
    Map<Dimension, Set<String>> entities =
        Map.of(
            Dimension.PROVIDER, Set.of("aws", "p:1"),
            Dimension.REGION, Set.of("hetzner/fsn1", "aws/us-east-1"),
            Dimension.COUNTRY, Set.of("US"));
    Loss union = loss(nodes, new Scenario("union", entities, Map.of()));
    long greatest = 0;
    long greatestHigh = 0;
    long sum = 0;
    long sumHigh = 0;
    for (Map.Entry<Dimension, Set<String>> part : entities.entrySet()) {
      Loss loss = loss(nodes, new Scenario("part", Map.ofEntries(part), Map.of()));
      greatest = Math.max(greatest, loss.low());
      greatestHigh = Math.max(greatestHigh, loss.high());
      sum += loss.low();
      sumHigh += loss.high();
    }
    assertThat(union.low()).isBetween(greatest, sum);
    assertThat(union.high()).isBetween(greatestHigh, sumHigh);
    assertThat(union.low()).isLessThanOrEqualTo(union.high());
    assertThat(union.high()).isLessThanOrEqualTo(union.live());
  }

  @Property(tries = 200)
  void theOrderOfNodesSaysNothing(@ForAll long seed) {
    Random random = new Random(seed);
    List<Joint.Node> nodes = nodes(random);
    List<Joint.Node> others = new ArrayList<>(nodes);
    Collections.shuffle(others, random);
    for (Scenario scenario : Scenarios.load().all()) {
      assertThat(loss(others, scenario)).isEqualTo(loss(nodes, scenario));
    }
    assertThat(JointNakamoto.of(Joint.population(others), RULES.get(1)))
        .isEqualTo(JointNakamoto.of(Joint.population(nodes), RULES.get(1)));
  }

  @Property(tries = 200)
  void theJointCoefficientLiesBetweenItsBounds(@ForAll long seed) {
    List<Joint.Node> nodes = nodes(new Random(seed));
    for (FaultRule rule : RULES) {
      JointCoefficient joint = JointNakamoto.of(Joint.population(nodes), rule);
      Integer least = leastByTryingAll(nodes, rule);
      if (least == null) {
        assertThat(joint).isEqualTo(new JointCoefficient(null, null, List.of()));
      } else {
        assertThat(least).isBetween(joint.lower(), joint.upper());
        assertThat(joint.entities()).hasSize(joint.upper()).doesNotHaveDuplicates();
        assertThat(isEnough(nodes, joint.entities(), rule)).isTrue();
      }
    }
  }

  private static Integer leastByTryingAll(List<Joint.Node> nodes, FaultRule rule) {
    List<String> all =
        nodes.stream().flatMap(node -> names(node).stream()).distinct().sorted().toList();
    Integer least = null;
    for (int set = 1; set < 1 << all.size(); set++) {
      int size = Integer.bitCount(set);
      if (least == null || size < least) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
          if ((set >> i & 1) == 1) {
            chosen.add(all.get(i));
          }
        }
        least = isEnough(nodes, chosen, rule) ? Integer.valueOf(size) : least;
      }
    }
    return least;
  }

  private static List<String> names(Joint.Node node) {
    return JOINT.stream()
        .filter(dimension -> node.entity(dimension) != null)
        .map(dimension -> Scenario.name(dimension, node.entity(dimension)))
        .toList();
  }

  private static boolean isEnough(List<Joint.Node> nodes, List<String> chosen, FaultRule rule) {
    long lost =
        nodes.stream()
            .filter(node -> !Collections.disjoint(names(node), chosen))
            .mapToLong(Joint.Node::weight)
            .sum();
    long live = nodes.stream().mapToLong(Joint.Node::weight).sum();
    long left = rule.denominator() * lost;
    long right = rule.numerator() * live;
    return live > 0 && (rule.strict() ? left > right : left >= right);
  }
}
