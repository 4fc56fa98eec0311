package dev.faultline.bench.engine;

import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.measure.Decentralization;
import dev.faultline.streams.measure.Measures;
import dev.faultline.streams.measure.Ranking;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Recomputes rows from the load itself: each node's newest observation in the window, counted anew.
 * Shares nothing with the engine but the measures.
 */
final class Oracle {

  private final Load load;
  private final PopulationRules rules;

  Oracle(Load load, Networks networks) {
    this.load = load;
    this.rules = networks.rules(Load.POPULATION);
  }

  /** How many rows the engine must publish. */
  int expectedRows() {
    long instants = (load.lastAt() - load.firstAt()) / rules.stepMillis() + 1;
    return (int) instants * rowsPerInstant();
  }

  /**
   * Compares the rows of the first, a middle and the last T.
   *
   * @throws IllegalStateException naming the first difference
   */
  void check(List<DecentralizationRow> rows) {
    if (rows.size() != expectedRows()) {
      throw new IllegalStateException(rows.size() + " rows instead of " + expectedRows());
    }
    long middle =
        Math.floorDiv((load.firstAt() + load.lastAt()) / 2, rules.stepMillis())
            * rules.stepMillis();
    for (long at : new long[] {load.firstAt(), middle, load.lastAt()}) {
      Newest newest = new Newest(at, load.nodes());
      load.generate(newest);
      int compared = 0;
      for (DecentralizationRow row : rows) {
        if (row.getAt().toEpochMilli() == at) {
          compare(row, newest);
          compared++;
        }
      }
      if (compared != rowsPerInstant()) {
        throw new IllegalStateException(compared + " rows at " + at);
      }
    }
  }

  int rowsPerInstant() {
    return rules.windowSeconds().size() * Dimension.values().length * Weighting.values().length;
  }

  private void compare(DecentralizationRow row, Newest newest) {
    Map<String, long[]> entities = new HashMap<>();
    long total = 0;
    for (int node = 0; node < load.nodes(); node++) {
      Load.Attributes attributes = newest.attributes[node];
      boolean inside = newest.observedAt[node] > newest.at - row.getWindowS() * 1000L;
      if (attributes == null || !inside || !attributes.live()) {
        continue;
      }
      long weight = row.getWeighting() == Weighting.NODES ? 1 : attributes.weight();
      total += weight;
      String entity = entity(row.getDimension(), node, attributes);
      if (entity != null) {
        long[] sums = entities.computeIfAbsent(entity, key -> new long[2]);
        sums[0]++;
        sums[1] += weight;
      }
    }
    Measures expected = measure(row.getDimension(), entities, total);
    boolean same =
        row.getEntities() == expected.entities()
            && row.getTotal() == expected.total()
            && row.getKnown() == expected.known()
            && java.util.Objects.equals(row.getNakamotoLiveness(), expected.nakamotoLiveness())
            && java.util.Objects.equals(row.getHhi(), expected.hhi())
            && java.util.Objects.equals(row.getEntropy(), expected.entropy())
            && java.util.Objects.equals(row.getGini(), expected.gini())
            && java.util.Objects.equals(row.getTopEntity(), expected.topEntity());
    if (!same) {
      throw new IllegalStateException("published " + row + " but the oracle says " + expected);
    }
  }

  private Measures measure(Dimension dimension, Map<String, long[]> entities, long total) {
    String[] ids = entities.keySet().toArray(new String[0]);
    long[] nodes = new long[ids.length];
    long[] weights = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      nodes[i] = entities.get(ids[i])[0];
      weights[i] = entities.get(ids[i])[1];
    }
    Ranking ranking = Ranking.of(ids, nodes, weights, ids.length);
    return Decentralization.measure(dimension, ranking, total - ranking.total(), rules);
  }

  private String entity(Dimension dimension, int node, Load.Attributes attributes) {
    return switch (dimension) {
      case NODE -> load.nodeId(node);
      case PROVIDER -> Load.provider(attributes);
      case REGION -> Load.provider(attributes) + "/" + Load.region(attributes);
      case ASN -> "AS" + (64_512 + attributes.provider());
      case COUNTRY -> Load.country(node);
      case OPERATOR -> Load.operator(node);
      case CLIENT -> Load.client(node);
      case HOSTING -> Load.hosting(attributes);
      case SITE -> Load.provider(attributes) + "/" + Load.region(attributes);
    };
  }

  /** The newest observation of each node up to an instant. */
  private static final class Newest implements Load.Receiver {
    private final long at;
    private final long[] observedAt;
    private final Load.Attributes[] attributes;

    Newest(long at, int nodes) {
      this.at = at;
      this.observedAt = new long[nodes];
      this.attributes = new Load.Attributes[nodes];
    }

    @Override
    public void observation(int node, long time, Load.Attributes said) {
      if (time <= at && time >= observedAt[node]) {
        observedAt[node] = time;
        attributes[node] = said;
      }
    }

    @Override
    public void watermark(long time) {
      // the newest observation does not depend on watermarks
    }
  }
}
