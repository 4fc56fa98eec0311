package dev.faultline.snapshot.compare;

import dev.faultline.snapshot.compare.PopulationChange.CoefficientChange;
import dev.faultline.snapshot.compare.PopulationChange.ComponentMove;
import dev.faultline.snapshot.compare.PopulationChange.IndexChange;
import dev.faultline.snapshot.compare.PopulationChange.NodeChange;
import dev.faultline.snapshot.compare.PopulationChange.ShareMove;
import dev.faultline.snapshot.summary.PopulationSummary;
import dev.faultline.snapshot.summary.PopulationSummary.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What has changed between two snapshots.
 *
 * @param added populations that only the later one has
 * @param removed populations that only the earlier one has
 * @param populations of both that have changed, those whose index moved most first
 * @param unchanged how many have not
 */
public record Changes(
    List<PopulationSummary> added,
    List<PopulationSummary> removed,
    List<PopulationChange> populations,
    int unchanged) {

  /** Half a point in a thousand is not worth a word. */
  private static final double LEAST_MOVE = 0.0005;

  private static final double LEAST_INDEX = 1e-9;
  private static final double FLOOR = 0.01;
  private static final int MOST_SHARES = 5;

  /**
   * Compares.
   *
   * @param nodes by {@code network/layer} who has joined and left, where that may be told
   */
  public static Changes between(
      Map<String, PopulationSummary> before,
      Map<String, PopulationSummary> after,
      Map<String, NodeChange> nodes) {
    List<PopulationSummary> added =
        after.values().stream().filter(each -> !before.containsKey(each.name())).toList();
    List<PopulationSummary> removed =
        before.values().stream().filter(each -> !after.containsKey(each.name())).toList();
    List<PopulationChange> changes = new ArrayList<>();
    int unchanged = 0;
    for (PopulationSummary now : after.values()) {
      PopulationSummary then = before.get(now.name());
      if (then != null) {
        PopulationChange change = of(then, now, Optional.ofNullable(nodes.get(now.name())));
        if (change.isEmpty()) {
          unchanged++;
        } else {
          changes.add(change);
        }
      }
    }
    changes.sort(
        Comparator.comparingDouble(PopulationChange::weight)
            .reversed()
            .thenComparing(each -> each.after().name()));
    return new Changes(added, removed, changes, unchanged);
  }

  /** Whether the two say the same. */
  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && populations.isEmpty();
  }

  private static PopulationChange of(
      PopulationSummary before, PopulationSummary after, Optional<NodeChange> nodes) {
    return new PopulationChange(
        before,
        after,
        index(before, after),
        nodes,
        shares(before, after),
        coefficients(before, after),
        after.halting().stream().filter(each -> !before.halting().contains(each)).toList(),
        before.halting().stream().filter(each -> !after.halting().contains(each)).toList());
  }

  private static Optional<IndexChange> index(PopulationSummary before, PopulationSummary after) {
    Double then = before.index();
    Double now = after.index();
    boolean same =
        then == null || now == null
            ? Objects.equals(then, now)
            : Math.abs(now - then) <= LEAST_INDEX;
    return same ? Optional.empty() : Optional.of(new IndexChange(then, now, why(before, after)));
  }

  /** The index is a geometric mean, so the component whose logarithm moved most moved it most. */
  private static Optional<ComponentMove> why(PopulationSummary before, PopulationSummary after) {
    if (before.index() == null || after.index() == null) {
      return Optional.empty();
    }
    double direction = Math.signum(after.index() - before.index());
    return after.components().entrySet().stream()
        .filter(each -> before.components().containsKey(each.getKey()))
        .map(
            each ->
                new ComponentMove(
                    each.getKey(), before.components().get(each.getKey()), each.getValue()))
        .filter(move -> logarithm(move) * direction > 0)
        .max(Comparator.comparingDouble(move -> logarithm(move) * direction));
  }

  private static double logarithm(ComponentMove move) {
    return Math.log(Math.max(move.after(), FLOOR)) - Math.log(Math.max(move.before(), FLOOR));
  }

  private static List<ShareMove> shares(PopulationSummary before, PopulationSummary after) {
    List<ShareMove> moves = new ArrayList<>();
    TreeSet<String> dimensions = new TreeSet<>(before.shares().keySet());
    dimensions.addAll(after.shares().keySet());
    for (String dimension : dimensions) {
      Map<String, Double> then = byEntity(before, dimension);
      Map<String, Double> now = byEntity(after, dimension);
      TreeSet<String> entities = new TreeSet<>(then.keySet());
      entities.addAll(now.keySet());
      for (String entity : entities) {
        moves.add(
            new ShareMove(
                dimension, entity, then.getOrDefault(entity, 0.0), now.getOrDefault(entity, 0.0)));
      }
    }
    return moves.stream()
        .filter(move -> Math.abs(move.by()) >= LEAST_MOVE)
        .sorted(
            Comparator.<ShareMove>comparingDouble(move -> -Math.abs(move.by()))
                .thenComparing(ShareMove::dimension)
                .thenComparing(ShareMove::entity))
        .limit(MOST_SHARES)
        .toList();
  }

  private static Map<String, Double> byEntity(PopulationSummary summary, String dimension) {
    return summary.shares().getOrDefault(dimension, List.of()).stream()
        .collect(Collectors.toMap(Share::entity, Share::share, Double::sum, TreeMap::new));
  }

  private static List<CoefficientChange> coefficients(
      PopulationSummary before, PopulationSummary after) {
    TreeSet<String> dimensions = new TreeSet<>(before.coefficients().keySet());
    dimensions.addAll(after.coefficients().keySet());
    return dimensions.stream()
        .map(
            dimension ->
                new CoefficientChange(
                    dimension,
                    before.coefficients().get(dimension),
                    after.coefficients().get(dimension)))
        .filter(change -> !Objects.equals(change.before(), change.after()))
        .toList();
  }
}
