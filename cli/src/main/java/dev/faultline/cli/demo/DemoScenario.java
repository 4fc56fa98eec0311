package dev.faultline.cli.demo;

import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is seen of the nodes around the AWS us-east-1 outage of 2025-10-20, calibrated, not
 * recorded. Measured: the populations' shares ({@link NodeGroup}). Assumed: that one in ten
 * Ethereum nodes of the region stopped answering. Machines that ran kept running, by AWS' account;
 * only those failed that needed DynamoDB or were started anew. No Solana stake was seen to be lost
 * on that day, and none is here.
 */
final class DemoScenario {

  static final Instant STARTS = Instant.parse("2025-10-20T06:30:00Z");
  static final Instant NODES_FAIL = Instant.parse("2025-10-20T06:50:00Z");
  static final Instant NODES_RETURN = Instant.parse("2025-10-20T09:25:00Z");
  static final Instant ENDS = Instant.parse("2025-10-20T10:00:00Z");
  static final Duration EVERY = Duration.ofMinutes(15);

  private static final String SOURCE = "demo";
  private static final Population FAILING = new Population("ethereum", "execution");

  private final List<NodeGroup> groups;

  DemoScenario(List<NodeGroup> groups) {
    this.groups = List.copyOf(groups);
  }

  /** Every instant at which the nodes are observed, ascending. */
  List<Instant> instants() {
    List<Instant> instants = new ArrayList<>();
    for (Instant at = STARTS; !at.isAfter(ENDS); at = at.plus(EVERY)) {
      instants.add(at);
    }
    return instants;
  }

  /** What is seen of every node at one instant. */
  List<Observation> observations(Instant at) {
    List<Observation> observations = new ArrayList<>();
    for (int group = 0; group < groups.size(); group++) {
      for (int node = 0; node < groups.get(group).nodes(); node++) {
        observations.add(observation(group, node, at));
      }
    }
    return observations;
  }

  private Observation observation(int index, int node, Instant at) {
    NodeGroup group = groups.get(index);
    Long weight = null;
    if (group.weight() != null) {
      // what does not divide goes to the first node, so that the sum is exact
      long each = group.weight() / group.nodes();
      weight = node == 0 ? group.weight() - each * (group.nodes() - 1) : each;
    }
    return Observation.newBuilder()
        .setNetwork(group.population().network())
        .setLayer(group.population().layer())
        .setNodeId("demo-%03d-%03d".formatted(index, node))
        .setObservedAt(at)
        .setStatus(isDown(group, node, at) ? NodeStatus.DOWN : NodeStatus.UP)
        .setAsn(group.asn())
        .setProvider(group.provider())
        .setRegion(group.region())
        .setCountry(group.country())
        .setCity(group.city())
        .setClient(group.client())
        .setWeight(weight)
        .setSource(SOURCE)
        .build();
  }

  private static boolean isDown(NodeGroup group, int node, Instant at) {
    return group.population().equals(FAILING)
        && Outage.REGION.equals(group.region())
        && node % 20 == 0
        && !at.isBefore(NODES_FAIL)
        && at.isBefore(NODES_RETURN);
  }
}
