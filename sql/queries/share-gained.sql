-- Who gained share this month?
--
-- Compares the newest instant up to a time with the one some days before it, or with the first that there
-- is. An entity that is not among the 50 largest of its population at one of the two counts as 0 there.
--
-- Parameters:
--   network String = '': Only this network; all if empty.
--   dimension String = 'provider': node, provider, region, site, asn, country, operator, client or hosting.
--   days UInt32 = '30': How far apart the instants are.
--   at DateTime64(3, 'UTC') = 'now': The later one is the newest up to this time.
--   limit UInt32 = '20': At most so many rows.
-- Columns:
--   network LowCardinality(String): The network.
--   layer LowCardinality(String): Its layer.
--   entity LowCardinality(String): Who.
--   share_before Float64: Its share at since.
--   share_after Float64: Its share at until.
--   gained Float64: The difference.
--   nodes_gained Int64: How many nodes it has more.
--   since DateTime64(3, 'UTC'): The earlier instant.
--   until DateTime64(3, 'UTC'): The later one.

WITH
  newest AS
  (
    SELECT
      network, layer, weighting, window_s, max(reached) AS last,
      last - toIntervalDay({days:UInt32}) AS target
    FROM
    (
      SELECT network, layer, weighting, window_s, last_at AS reached
      FROM measured_days
      WHERE day < toDate({at:DateTime64(3, 'UTC')})
      UNION ALL
      SELECT network, layer, weighting, window_s, resilience.at AS reached
      FROM resilience
      WHERE resilience.at BETWEEN toStartOfDay({at:DateTime64(3, 'UTC')}) AND {at:DateTime64(3, 'UTC')}
    )
    WHERE {network:String} = '' OR network = {network:String}
    GROUP BY network, layer, weighting, window_s
    ORDER BY network, layer, last DESC, window_s DESC
    LIMIT 1 BY network, layer
  ),
  spans AS
  (
    SELECT
      network, layer, weighting, window_s, any(newest.last) AS until,
      coalesce(
        maxOrNullIf(instants.last_at, instants.last_at <= newest.target),
        min(instants.first_at)) AS since
    FROM
    (
      SELECT network, layer, weighting, window_s, first_at, last_at
      FROM measured_days
      UNION ALL
      SELECT network, layer, weighting, window_s, resilience.at AS first_at, resilience.at AS last_at
      FROM resilience
      WHERE resilience.at >= (SELECT min(toStartOfDay(target)) FROM newest)
        AND resilience.at <= (SELECT max(target) FROM newest)
    ) AS instants
    JOIN newest USING (network, layer, weighting, window_s)
    GROUP BY network, layer, weighting, window_s
  )
SELECT
  shares.network AS network, shares.layer AS layer, shares.entity AS entity,
  sumIf(shares.share, shares.at = spans.since) AS share_before,
  sumIf(shares.share, shares.at = spans.until) AS share_after,
  share_after - share_before AS gained,
  toInt64(sumIf(shares.nodes, shares.at = spans.until)) - toInt64(sumIf(shares.nodes, shares.at = spans.since)) AS nodes_gained,
  any(spans.since) AS since, any(spans.until) AS until
FROM
(
  SELECT network, layer, weighting, window_s, at, entity, share, nodes
  FROM entity_shares FINAL
  WHERE dimension = {dimension:String} AND entity != ''
    AND (network, layer, weighting, window_s, at) IN
    (
      SELECT network, layer, weighting, window_s, arrayJoin([since, until])
      FROM spans
      WHERE since < until
    )
) AS shares
JOIN spans USING (network, layer, weighting, window_s)
GROUP BY network, layer, entity
HAVING gained > 0
ORDER BY gained DESC, network, layer, entity
LIMIT {limit:UInt32}
