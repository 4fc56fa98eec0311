-- How fresh is each network?
--
-- The newest published instant, the newest observation that landed, and when ClickHouse got each. What lags
-- tells where to look: observations without newer instants wait for a publisher (bin/faultline publishers),
-- instants without observations are a network that fell silent.
--
-- Parameters:
--   network String = '': Only this network; all if empty.
--   at DateTime64(3, 'UTC') = 'now': Ages are counted from here.
-- Columns:
--   network LowCardinality(String): The network.
--   layer LowCardinality(String): Its layer.
--   newest_instant DateTime64(3, 'UTC'): The newest T of its indices.
--   age_s Int64: How old that is.
--   newest_observation Nullable(DateTime64(3, 'UTC')): Event time of its newest observation.
--   observation_age_s Nullable(Int64): How old that is.
--   observed_nodes UInt64: Nodes that the observations of the last day before it are of.
--   sources Array(String): Who made these observations.

SELECT
  populations.network AS network, populations.layer AS layer, populations.at AS newest_instant,
  dateDiff('second', populations.at, {at:DateTime64(3, 'UTC')}) AS age_s,
  seen.newest AS newest_observation,
  dateDiff('second', seen.newest, {at:DateTime64(3, 'UTC')}) AS observation_age_s,
  ifNull(seen.nodes, 0) AS observed_nodes, seen.sources AS sources
FROM
(
  SELECT * FROM populations WHERE {network:String} = '' OR network = {network:String}
) AS populations
LEFT JOIN
(
  SELECT
    network, layer, toNullable(max(last_seen)) AS newest,
    uniqExactIf(node_id, last_seen > last - INTERVAL 1 DAY) AS nodes,
    arraySort(groupUniqArrayIf(source, last_seen > last - INTERVAL 1 DAY)) AS sources
  FROM
  (
    SELECT
      network, layer, node_id, source, last_seen,
      max(last_seen) OVER (PARTITION BY network, layer) AS last
    FROM
    (
      SELECT network, layer, node_id, source, max(observed_at) AS last_seen
      FROM observations
      WHERE {network:String} = '' OR network = {network:String}
      GROUP BY network, layer, node_id, source
    )
  )
  GROUP BY network, layer
) AS seen
ON seen.network = populations.network AND seen.layer = populations.layer
ORDER BY newest_instant, network, layer
