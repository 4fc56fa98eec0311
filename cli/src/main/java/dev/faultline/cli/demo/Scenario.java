package dev.faultline.cli.demo;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A replay of the AWS us-east-1 outage of 2025-10-20, calibrated, not recorded. Measured: the
 * populations' shares ({@link NodeGroup}), and the times of the outage (AWS, "Summary of the Amazon
 * DynamoDB Service Disruption in the Northern Virginia Region": 06:48 UTC, DNS restored 09:25 UTC,
 * the last services 21:20 UTC; the health dashboard closed the event at 22:01 UTC). Assumed: that
 * two in five Ethereum nodes of the region stopped answering. No Solana stake was seen to be lost
 * on that day, and none is here.
 */
final class Scenario {

  static final Instant STARTS = Instant.parse("2025-10-20T06:30:00Z");
  static final Instant OUTAGE_BEGINS = Instant.parse("2025-10-20T06:48:00Z");
  static final Instant NODES_FAIL = Instant.parse("2025-10-20T06:50:00Z");
  static final Instant NODES_RETURN = Instant.parse("2025-10-20T09:25:00Z");
  static final Instant ENDS = Instant.parse("2025-10-20T10:00:00Z");
  static final Duration EVERY = Duration.ofMinutes(15);

  static final String SOURCE = "demo";
  private static final String REGION = "us-east-1";
  private static final String INCIDENT = "aws-us-east-1-2025-10-20";
  private static final Population FAILING = new Population("ethereum", "execution");

  private final List<NodeGroup> groups;

  Scenario(List<NodeGroup> groups) {
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
        .setNodeId("demo-%02d-%03d".formatted(index, node))
        .setObservedAt(at)
        .setStatus(isDown(group, node, at) ? NodeStatus.DOWN : NodeStatus.UP)
        .setAsn(group.asn())
        .setProvider(group.provider())
        .setRegion(group.region())
        .setCountry(group.country())
        .setHosting(group.hosting())
        .setWeight(weight)
        .setSource(SOURCE)
        .build();
  }

  private static boolean isDown(NodeGroup group, int node, Instant at) {
    return group.population().equals(FAILING)
        && REGION.equals(group.region())
        && node % 5 < 2
        && !at.isBefore(NODES_FAIL)
        && at.isBefore(NODES_RETURN);
  }

  /** What AWS said, and when it was known. Numbered by whoever publishes it. */
  List<IncidentRevision> incident() {
    return List.of(
        revision("2025-10-20T07:11:00Z", IncidentStatus.INVESTIGATING, Severity.MINOR, null),
        revision("2025-10-20T07:26:00Z", IncidentStatus.IDENTIFIED, Severity.CRITICAL, null),
        revision("2025-10-20T09:27:00Z", IncidentStatus.MONITORING, Severity.MAJOR, null),
        revision(
            "2025-10-20T22:01:00Z",
            IncidentStatus.RESOLVED,
            Severity.MAJOR,
            Instant.parse("2025-10-20T21:20:00Z")));
  }

  private static IncidentRevision revision(
      String knownAt, IncidentStatus status, Severity severity, Instant endsAt) {
    return IncidentRevision.newBuilder()
        .setSource(SOURCE)
        .setIncidentId(INCIDENT)
        .setKnownAt(Instant.parse(knownAt))
        .setKind(IncidentKind.OUTAGE)
        .setProvider("aws")
        .setStatus(status)
        .setSeverity(severity)
        .setBeginsAt(OUTAGE_BEGINS)
        .setEndsAt(endsAt)
        .setTitle("Increased error rates and latencies in N. Virginia")
        .setScopes(List.of(new Scope("aws", REGION, null)))
        .setServices(List.of("DynamoDB", "EC2", "Lambda", "NLB"))
        .setRevision(0)
        .setContentHash("%s-%s-%s".formatted(knownAt, status, severity))
        .build();
  }
}
