package dev.faultline.snapshot.compare;

import dev.faultline.snapshot.compare.PopulationChange.NodeChange;
import dev.faultline.snapshot.describe.Description;
import dev.faultline.snapshot.describe.Description.DescribedPopulation;
import dev.faultline.snapshot.scratch.ScratchDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who has joined and left, of two scratch databases on one server. */
public final class NodeComparison {

  private static final int MOST_NODES = 3;

  private static final String NEW =
      """
      SELECT network, layer, count(), arraySlice(
        arrayMap(each -> each.2, arraySort(each -> (-toInt128(each.1), each.2), groupArray((ifNull(weight, 0), node)))), 1, %d)
      FROM %s.snapshot_members
      WHERE (network, layer, node) NOT IN (SELECT network, layer, node FROM %s.snapshot_members)
      GROUP BY network, layer
      """;

  private NodeComparison() {}

  private record New(long count, List<String> largest) {}

  /** By {@code network/layer}, of the populations that are in both and hide no ids. */
  public static Map<String, NodeChange> between(
      ScratchDatabase before, Set<String> toldBefore, ScratchDatabase after, Set<String> toldAfter)
      throws SQLException {
    Map<String, New> joined = newNodes(after, before);
    Map<String, New> left = newNodes(before, after);
    New none = new New(0, List.of());
    Map<String, NodeChange> changes = new HashMap<>();
    TreeSet<String> told = new TreeSet<>(toldBefore);
    told.retainAll(toldAfter);
    for (String name : told) {
      New in = joined.getOrDefault(name, none);
      New out = left.getOrDefault(name, none);
      changes.put(name, new NodeChange(in.count(), out.count(), in.largest(), out.largest()));
    }
    return changes;
  }

  /** The populations of a snapshot whose node ids are told. */
  public static Set<String> told(Description description) {
    return description.populations().stream()
        .filter(each -> !each.hidden())
        .map(DescribedPopulation::name)
        .collect(Collectors.toSet());
  }

  private static Map<String, New> newNodes(ScratchDatabase in, ScratchDatabase notIn)
      throws SQLException {
    Map<String, New> found = new HashMap<>();
    in.session()
        .rows(
            NEW.formatted(MOST_NODES, in.clickHouse().database(), notIn.clickHouse().database()),
            row -> {
              List<String> largest = new ArrayList<>();
              for (Object node : (Object[]) row.getArray(4).getArray()) {
                largest.add(node.toString());
              }
              return found.put(
                  row.getString(1) + "/" + row.getString(2), new New(row.getLong(3), largest));
            });
    return found;
  }
}
