package dev.faultline.sql.stack;

import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Placement;
import dev.faultline.schemas.Weighting;
import java.time.Instant;

/** Records of the catalogue with what a test does not care about filled in. */
public final class Records {

  /** The instant that most records are about. */
  public static final Instant T = Instant.parse("2025-10-20T00:57:00Z");

  private Records() {}

  /** A node that is up, of network {@code solana} and layer {@code consensus}. */
  public static Observation.Builder observation(String nodeId, Instant observedAt) {
    return Observation.newBuilder()
        .setNetwork("solana")
        .setLayer("consensus")
        .setNodeId(nodeId)
        .setObservedAt(observedAt)
        .setStatus(NodeStatus.UP)
        .setWeight(1L)
        .setSource("test");
  }

  /** The place of that node from an offset on. */
  public static Placement.Builder placement(String nodeId, int partition, long offset) {
    return Placement.newBuilder()
        .setNetwork("solana")
        .setLayer("consensus")
        .setNodeId(nodeId)
        .setObservedAt(T)
        .setObservationPartition(partition)
        .setObservationOffset(offset)
        .setTablesVersion("test");
  }

  /** A row of network {@code solana}, by provider and nodes. */
  public static DecentralizationRow.Builder decentralization(Instant at) {
    return DecentralizationRow.newBuilder()
        .setNetwork("solana")
        .setLayer("consensus")
        .setAt(at)
        .setWindowS(300)
        .setDimension(Dimension.PROVIDER)
        .setWeighting(Weighting.NODES)
        .setNodes(3)
        .setEntities(2)
        .setTotal(3)
        .setKnown(3)
        .setUnknown(0)
        .setCoverage(1.0)
        .setHhi(5.0 / 9)
        .setNakamotoLiveness(1)
        .setTopEntity("aws")
        .setLate(0)
        .setMethodologyVersion("1");
  }
}
