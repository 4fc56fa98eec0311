package dev.faultline.snapshot.verify;

import dev.faultline.snapshot.scratch.ClickHouseSession;
import dev.faultline.snapshot.scratch.SqlText;
import dev.faultline.sql.audit.AuditPoint;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Holds the shares of entities against the ranking of the members: the 50 largest and the rest. A
 * rest of nothing is told where no entity has weight. Shares are told as of when they last changed,
 * so their instant is not compared.
 */
final class EntityShareCheck {

  /** Fractions are told rounded once and recomputed in doubles. */
  private static final String CLOSE = "abs(told.share - given.share) <= 1e-11";

  private static final String QUERY =
      """
      WITH (network = '%1$s' AND layer = '%2$s' AND window_s = %4$d) AS here
      SELECT dimension, weighting, rank,
        told.entity, told.weight, told.share, told.nodes, given.entity, given.weight, given.share, given.nodes
      FROM
      (
        SELECT toString(dimension) AS dimension, toString(weighting) AS weighting, rank,
          toString(entity) AS entity, weight, share, nodes, 1 AS there
        FROM entity_shares
        WHERE here
      ) AS told
      FULL OUTER JOIN
      (
        SELECT dimension, weighting, toUInt32(rank) AS rank, ranked.entity AS entity,
          toUInt64(ranked.weight) AS weight, toFloat64(ranked.weight) / toFloat64(known) AS share,
          counted.nodes AS nodes, 1 AS there
        FROM
        (
          SELECT dimension, weighting, known_weight AS known, place.1 AS rank, place.2 AS entity, place.3 AS weight
          FROM rankings_at(network = '%1$s', layer = '%2$s', at = %3$s, window_s = %4$d)
          ARRAY JOIN arrayConcat(
            arraySlice(arrayZip(arrayEnumerate(names), names, weights), 1, 50),
            if(length(names) > 50, [(toUInt32(51), '', known_weight - sums[50])], [])) AS place
        ) AS ranked
        LEFT JOIN
        (
          SELECT dimension, assumeNotNull(entity) AS entity, nodes
          FROM entities_at(network = '%1$s', layer = '%2$s', at = %3$s, window_s = %4$d)
          WHERE entity IS NOT NULL
        ) AS counted
        ON ranked.dimension = counted.dimension AND ranked.entity = counted.entity
      ) AS given
      USING (dimension, weighting, rank)
      WHERE (told.there + given.there != 2 AND NOT (rank = 51 AND told.weight = 0 AND told.nodes = 0))
        OR told.weight != given.weight OR (given.there = 1 AND NOT %5$s)
        OR (rank <= 50 AND (told.entity != given.entity OR told.nodes != given.nodes))
      ORDER BY dimension, weighting, rank
      LIMIT 1
      """;

  private final ClickHouseSession session;

  EntityShareCheck(ClickHouseSession session) {
    this.session = session;
  }

  /** The first difference of a point. */
  Optional<String> difference(AuditPoint point) throws SQLException {
    String query =
        QUERY.formatted(
            SqlText.escaped(point.network()),
            SqlText.escaped(point.layer()),
            SqlText.time(point.at()),
            point.windowSeconds(),
            CLOSE);
    List<String> differences =
        session.rows(
            query,
            row ->
                "entity_shares of %s, %s by %s, rank %d: told are %s with %s, share %s, nodes %s; the members give %s with %s, share %s, nodes %s"
                    .formatted(
                        point,
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getString(10),
                        row.getString(11)));
    return differences.stream().findFirst();
  }
}
