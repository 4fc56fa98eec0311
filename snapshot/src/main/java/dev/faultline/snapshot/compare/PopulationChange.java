package dev.faultline.snapshot.compare;

import dev.faultline.snapshot.summary.PopulationSummary;
import java.util.List;
import java.util.Optional;

/**
 * What has changed of a population from one snapshot to the next.
 *
 * @param index what has become of the index; empty if it is the same
 * @param nodes who has joined and left; empty where ids are hidden in one of the two
 * @param shares that moved most, the most first
 * @param coefficients that changed
 * @param haltingBegan dimensions whose largest entity alone halts it now and did not
 * @param haltingEnded the other way round
 */
public record PopulationChange(
    PopulationSummary before,
    PopulationSummary after,
    Optional<IndexChange> index,
    Optional<NodeChange> nodes,
    List<ShareMove> shares,
    List<CoefficientChange> coefficients,
    List<String> haltingBegan,
    List<String> haltingEnded) {

  /**
   * The index before and after; null if there is none.
   *
   * @param why the component that moved it most; empty if one of the two has none
   */
  public record IndexChange(Double before, Double after, Optional<ComponentMove> why) {}

  /** A component of the index, 0 to 1. */
  public record ComponentMove(String component, double before, double after) {}

  /** How many nodes joined and left, and the heaviest of them. */
  public record NodeChange(
      long joined, long left, List<String> largestJoined, List<String> largestLeft) {}

  /** A share of the known weight, 0 to 1; 0 for an entity that is not among the largest. */
  public record ShareMove(String dimension, String entity, double before, double after) {

    /** Points by which it moved, as a fraction. */
    public double by() {
      return after - before;
    }
  }

  /** Least number of entities of a dimension that halts it; null if nothing is known. */
  public record CoefficientChange(String dimension, Integer before, Integer after) {}

  /** Whether anything is to be told. */
  public boolean isEmpty() {
    return index.isEmpty()
        && nodes.filter(each -> each.joined() + each.left() > 0).isEmpty()
        && shares.isEmpty()
        && coefficients.isEmpty()
        && haltingBegan.isEmpty()
        && haltingEnded.isEmpty();
  }

  /** How far the index moved; what came or went counts most. */
  public double weight() {
    return index
        .map(
            change ->
                change.before() == null || change.after() == null
                    ? 100
                    : Math.abs(change.after() - change.before()))
        .orElse(0.0);
  }
}
