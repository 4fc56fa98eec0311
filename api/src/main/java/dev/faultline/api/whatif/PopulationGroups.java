package dev.faultline.api.whatif;

import dev.faultline.api.index.PopulationIndex;
import dev.faultline.api.query.TableQuery;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The live nodes of a population at a closed instant, those with the same entities in all
 * dimensions as one. Gives what the view {@code loss_at} gives, without reading the raw rows again
 * for every question; a test compares the two.
 */
final class PopulationGroups {

  private static final String GROUPS =
      """
      SELECT provider, region, if(asn IS NULL, NULL, 'AS' || toString(asn)) AS asn, country,
             operator, client, hosting, site, count() AS nodes,
             toString(sum(toUInt128(ifNull(weight, 0)))) AS weight
      FROM population_at(network = ?, layer = ?, at = fromUnixTimestamp64Milli(?, 'UTC'),
                         window_s = ?)
      WHERE status != 'down'
      GROUP BY provider, region, asn, country, operator, client, hosting, site
      """;

  private static final String RULE =
      "SELECT liveness_numerator, liveness_denominator, CAST(liveness_strict AS Bool) AS strict"
          + " FROM rules_of(network = ?, layer = ?)";

  private record Group(List<String> entities, long nodes, BigInteger weight) {}

  private final List<Group> groups;
  private final Map<String, Object> rule;

  private PopulationGroups(List<Group> groups, Map<String, Object> rule) {
    this.groups = groups;
    this.rule = rule;
  }

  static PopulationGroups read(Connection connection, PopulationIndex population)
      throws SQLException {
    List<Group> groups = new ArrayList<>();
    for (Map<String, Object> row :
        TableQuery.read(
                connection,
                GROUPS,
                population.network(),
                population.layer(),
                population.at(),
                population.windowSeconds())
            .objects()) {
      long nodes = ((Number) row.remove("nodes")).longValue();
      BigInteger weight = new BigInteger((String) row.remove("weight"));
      List<String> entities = new ArrayList<>();
      row.forEach(
          (dimension, entity) -> {
            if (entity != null) {
              entities.add(dimension + ":" + entity);
            }
          });
      groups.add(new Group(List.copyOf(entities), nodes, weight));
    }
    Map<String, Object> rule =
        TableQuery.read(connection, RULE, population.network(), population.layer())
            .objects()
            .get(0);
    return new PopulationGroups(groups, rule);
  }

  int size() {
    return groups.size();
  }

  /** What is lost if all of these fail together. */
  Loss loss(Set<String> failed, String weighting) {
    long liveNodes = 0;
    long lostNodes = 0;
    BigInteger live = BigInteger.ZERO;
    BigInteger lost = BigInteger.ZERO;
    for (Group group : groups) {
      boolean fails = group.entities().stream().anyMatch(failed::contains);
      liveNodes += group.nodes();
      live = live.add(group.weight());
      if (fails) {
        lostNodes += group.nodes();
        lost = lost.add(group.weight());
      }
    }
    if (weighting.equals("nodes")) {
      live = BigInteger.valueOf(liveNodes);
      lost = BigInteger.valueOf(lostNodes);
    }
    return new Loss(live, lost, halts(live, lost), liveNodes, lostNodes);
  }

  private boolean halts(BigInteger live, BigInteger lost) {
    int compared =
        lost.multiply(number("liveness_denominator"))
            .compareTo(live.multiply(number("liveness_numerator")));
    return Boolean.TRUE.equals(rule.get("strict")) ? compared > 0 : compared >= 0;
  }

  private BigInteger number(String name) {
    return new BigInteger(rule.get(name).toString());
  }
}
