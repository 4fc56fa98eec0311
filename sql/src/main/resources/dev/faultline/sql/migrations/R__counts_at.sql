-- Columns as of resilience:
--   is_published: Whether the resilience row has this weighting.

CREATE OR REPLACE VIEW {database}.counts_at {on_cluster} AS
SELECT
  cell.weighting AS weighting, counts.live AS live, counts.down AS down, counts.silent AS silent,
  counts.live_nodes AS live_nodes, counts.down_nodes AS down_nodes, counts.silent_nodes AS silent_nodes,
  cell.weighting = if(counts.weighs, 'weight', 'nodes') AS is_published
FROM (SELECT arrayJoin(['nodes', 'weight']) AS weighting) AS cell
LEFT JOIN
(
  SELECT
    counted.1 AS weighting, sum(weight) > 0 AS weighs,
    sumIf(counted.2, inside AND up) AS live, sumIf(counted.2, inside AND NOT up) AS down, sumIf(counted.2, NOT inside) AS silent,
    countIf(inside AND up) AS live_nodes, countIf(inside AND NOT up) AS down_nodes, countIf(NOT inside) AS silent_nodes
  FROM
  (
    SELECT
      status != 'down' AS up, toUInt128(ifNull(weight, 0)) AS weight,
      observed_at > {at:DateTime64(3, 'UTC')} - toIntervalSecond({window_s:UInt32}) AS inside
    FROM {database}.population_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = 0)
  )
  ARRAY JOIN [('nodes', toUInt128(1)), ('weight', weight)] AS counted
  GROUP BY weighting
) AS counts
USING (weighting)
COMMENT 'Live, down and silent nodes and weight at an instant; is_published marks the weighting of the resilience row.';
