package dev.faultline.streams.resilience;

import dev.faultline.providers.RegionCountries;
import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Population;
import dev.faultline.streams.measure.Decentralization;
import dev.faultline.streams.measure.Ranking;
import dev.faultline.streams.network.FaultRule;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.resilience.IndexOracle.Node;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures populations that are given node by node, all live and with no incident open. */
final class Populations {

  static final PopulationRules RULES = Networks.load().rules(new Population("test", "compute"));

  private Populations() {}

  static Resilience measure(List<Node> nodes, FaultRule rule) {
    Map<Dimension, Profile> profiles = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      profiles.put(dimension, profile(dimension, nodes, rule));
    }
    long live = nodes.stream().mapToLong(Node::weight).sum();
    return Resilience.of(
        profiles,
        new Counts(live, 0, 0),
        Exposures.of(List.of(), new HostedWeight(), RegionCountries.empty()),
        rule);
  }

  static Profile profile(Dimension dimension, List<Node> nodes, FaultRule rule) {
    Map<String, Long> weights = new TreeMap<>();
    long live = 0;
    for (Node node : nodes) {
      String entity = entity(node, dimension);
      live += node.weight();
      if (entity != null) {
        weights.merge(entity, node.weight(), Long::sum);
      }
    }
    String[] ids = weights.keySet().toArray(String[]::new);
    long[] held = weights.values().stream().mapToLong(weight -> weight).toArray();
    Ranking ranking = Ranking.of(ids, new long[ids.length], held, ids.length);
    PopulationRules rules =
        new PopulationRules(
            RULES.population(),
            RULES.baseUnit(),
            rule,
            RULES.safety(),
            RULES.kind(),
            RULES.stepMillis(),
            RULES.windowSeconds(),
            RULES.graceMillis(),
            RULES.publisherLagMillis(),
            RULES.hasPrivateNodes(),
            RULES.citation(),
            RULES.isDefault());
    return new Profile(
        ranking, Decentralization.measure(dimension, ranking, live - ranking.total(), rules), rule);
  }

  private static String entity(Node node, Dimension dimension) {
    return switch (dimension) {
      case PROVIDER -> node.provider();
      case SITE -> node.site();
      case COUNTRY -> node.country();
      case CLIENT -> node.client();
      case OPERATOR -> node.operator();
      case NODE, REGION, ASN, HOSTING -> null;
    };
  }
}
