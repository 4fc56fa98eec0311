package dev.faultline.streams.decode;

import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Placement;
import dev.faultline.schemas.Population;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.enrich.Placed;
import dev.faultline.streams.node.NodeAttributes;
import dev.faultline.streams.tally.DimensionCode;
import dev.faultline.streams.tally.JointKey;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * An observation with what could be derived of it.
 *
 * @param tables what it was derived from
 */
public record PlacedObservation(
    Population population, Observation observation, Placed placed, Enricher tables)
    implements NodeEvent {

  public String nodeId() {
    return observation.getNodeId();
  }

  public long observedAt() {
    return observation.getObservedAt().toEpochMilli();
  }

  /**
   * What the tallies need of it.
   *
   * @param nodeId the node's id, as the string that is kept of it
   */
  public NodeAttributes attributes(String nodeId) {
    Long weight = observation.getWeight();
    String[] entities = new String[DimensionCode.SIZE];
    for (Dimension dimension : Dimension.values()) {
      entities[DimensionCode.of(dimension)] =
          dimension == Dimension.NODE ? nodeId : entity(dimension);
    }
    entities[JointKey.CODE] = joint(entities);
    return new NodeAttributes(
        observation.getStatus() != NodeStatus.DOWN,
        weight == null ? 0 : weight,
        Arrays.asList(entities));
  }

  /** Many nodes have few countries and providers between them: they share these strings. */
  private String entity(Dimension dimension) {
    String entity = placed.entity(dimension);
    return entity == null || dimension == Dimension.OPERATOR ? entity : entity.intern();
  }

  /** Shared as well, unless operators make nearly every one another. */
  private String joint(String[] entities) {
    String joint = JointKey.of(Arrays.asList(entities));
    return entities[DimensionCode.of(Dimension.OPERATOR)] == null ? joint.intern() : joint;
  }

  /** Tells one placement from the next, well enough for a node's own few. */
  public long digest() {
    long digest = tables.tablesVersion().hashCode();
    digest = 31 * digest + Objects.hashCode(observation.getIp());
    digest = 31 * digest + Objects.hash(placed.asn(), placed.provider(), placed.region());
    digest = 31 * digest + Objects.hash(placed.country(), placed.operator(), placed.client());
    // ordinals: the hash code of an enum changes with every start
    digest = 31 * digest + ordinal(placed.hosting());
    digest = 31 * digest + ordinal(placed.asnOrigin());
    digest = 31 * digest + ordinal(placed.providerOrigin());
    digest = 31 * digest + ordinal(placed.hostingOrigin());
    digest = 31 * digest + ordinal(placed.countryOrigin());
    digest = 31 * digest + Objects.hash(placed.city(), placed.site());
    for (Dimension conflict : placed.conflicts()) {
      digest = 31 * digest + ordinal(conflict);
    }
    return digest;
  }

  private static int ordinal(Enum<?> value) {
    return value == null ? -1 : value.ordinal();
  }

  /**
   * The placement to publish.
   *
   * @param partition where the observation stands, with the offset
   */
  public Placement placement(int partition, long offset) {
    return new Placement(
        observation.getNetwork(),
        observation.getLayer(),
        observation.getNodeId(),
        observation.getObservedAt(),
        partition,
        offset,
        observation.getIp(),
        placed.asn(),
        placed.asnOrigin(),
        placed.provider(),
        placed.providerOrigin(),
        placed.region(),
        placed.regionOrigin(),
        placed.country(),
        placed.countryOrigin(),
        placed.operator(),
        placed.client(),
        placed.hosting(),
        placed.hostingOrigin(),
        placed.conflicts().stream().map(d -> d.name().toLowerCase(Locale.ROOT)).toList(),
        tables.tablesVersion(),
        placed.city(),
        placed.site(),
        placed.siteOrigin());
  }
}
