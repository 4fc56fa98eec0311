package dev.faultline.streams.stress;

import dev.faultline.schemas.Dimension;
import dev.faultline.streams.tally.DimensionCode;
import dev.faultline.streams.tally.JointKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Nodes for a joint population, and what is asked of them one by one. */
final class Joint {

  /** A node; null is unknown. */
  record Node(Map<Dimension, String> entities, long weight) {
    String entity(Dimension dimension) {
      return entities.get(dimension);
    }
  }

  private Joint() {}

  /** With provider, region (without its provider), country, client, operator and hosting. */
  static Node node(long weight, String... entities) {
    Map<Dimension, String> byDimension = new LinkedHashMap<>();
    for (int i = 0; i < entities.length; i++) {
      String entity = entities[i];
      if (i == 1 && entity != null) {
        entity = entities[0] + "/" + entity;
      }
      byDimension.put(JointKey.DIMENSIONS.get(i), entity);
    }
    return new Node(byDimension, weight);
  }

  static JointPopulation.Grains population(List<Node> nodes) {
    JointPopulation.Builder builder =
        new JointPopulation.Builder(new JointDictionary(), nodes.size());
    for (Node node : nodes) {
      String[] entities = new String[DimensionCode.SIZE];
      node.entities().forEach((dimension, id) -> entities[DimensionCode.of(dimension)] = id);
      builder.add(JointKey.of(Arrays.asList(entities)), 1, node.weight());
    }
    return builder.build();
  }

  static Node random(Random random) {
    String provider = either(random, "aws", "hetzner", "ovh", "p:1");
    String region = provider == null ? null : either(random, "us-east-1", "eu-west-1", "fsn1");
    return node(
        random.nextInt(5) == 0 ? 0 : random.nextInt(20),
        provider,
        region,
        either(random, "US", "DE", "IE"),
        either(random, "x", "y"),
        either(random, "o1", "o2", "o3", "o4"),
        either(random, "hyperscale", "tor"));
  }

  private static String either(Random random, String... ids) {
    int chosen = random.nextInt(ids.length + 1);
    return chosen == ids.length ? null : ids[chosen];
  }
}
