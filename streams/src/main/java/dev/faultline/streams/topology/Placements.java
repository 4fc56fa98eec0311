package dev.faultline.streams.topology;

import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Placement;
import dev.faultline.streams.enrich.Placed;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What the topology makes of a placed observation: entities to tally, and a record to publish. */
final class Placements {

  private Placements() {}

  /** The node's entity in each dimension, by ordinal; null is unknown. */
  static List<String> entities(String nodeId, Placed placed) {
    String[] entities = new String[Dimension.values().length];
    for (Dimension dimension : Dimension.values()) {
      entities[dimension.ordinal()] =
          dimension == Dimension.NODE ? nodeId : placed.entity(dimension);
    }
    return Arrays.asList(entities);
  }

  /** Tells one placement from the next, well enough for a node's own few. */
  static long digest(Observation observation, Placed placed, String tablesVersion) {
    long digest = tablesVersion.hashCode();
    digest = 31 * digest + Objects.hashCode(observation.getIp());
    digest = 31 * digest + Objects.hash(placed.asn(), placed.provider(), placed.region());
    digest = 31 * digest + Objects.hash(placed.country(), placed.operator(), placed.client());
    // ordinals: the hash code of an enum changes with every start
    digest = 31 * digest + ordinal(placed.hosting());
    digest = 31 * digest + ordinal(placed.asnOrigin());
    digest = 31 * digest + ordinal(placed.providerOrigin());
    digest = 31 * digest + ordinal(placed.hostingOrigin());
    for (Dimension conflict : placed.conflicts()) {
      digest = 31 * digest + ordinal(conflict);
    }
    return digest;
  }

  private static int ordinal(Enum<?> value) {
    return value == null ? -1 : value.ordinal();
  }

  static Placement record(
      Observation observation,
      Instant observedAt,
      Placed placed,
      int partition,
      long offset,
      String tablesVersion) {
    return new Placement(
        observation.getNetwork(),
        observation.getLayer(),
        observation.getNodeId(),
        observedAt,
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
        tablesVersion);
  }
}
