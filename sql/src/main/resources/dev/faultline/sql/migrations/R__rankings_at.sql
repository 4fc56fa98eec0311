-- Columns as of decentralization:
--   live: Live nodes.
--   live_weight: Weight of the live nodes under the weighting.
--   names: Known entities of positive weight, the heaviest first.
--   weights: Their weights.
--   sums: Running sums of weights.
--   known_weight: Weight with a known entity.
--   unknown_weight: Weight without one.

CREATE OR REPLACE VIEW {database}.rankings_at {on_cluster} AS
SELECT
  cell.dimension AS dimension, cell.weighting AS weighting,
  ranked.live AS live, ranked.live_weight AS live_weight,
  ranked.ranking.2 AS names, ranked.ranking.1 AS weights,
  arrayCumSum(weights) AS sums, arraySum(weights) AS known_weight, live_weight - known_weight AS unknown_weight
FROM
(
  SELECT
    arrayJoin(['node', 'provider', 'region', 'asn', 'country', 'operator', 'client', 'hosting', 'site']) AS dimension,
    arrayJoin(['nodes', 'weight']) AS weighting
) AS cell
LEFT JOIN
(
  SELECT
    dimension, counted.1 AS weighting, sum(nodes) AS live, sum(counted.2) AS live_weight,
    arraySort(
      each -> (-toInt256(each.1), each.2),
      groupArrayIf((counted.2, assumeNotNull(entity)), entity IS NOT NULL AND counted.2 > 0)) AS ranking
  FROM {database}.entities_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
  ARRAY JOIN [('nodes', toUInt128(nodes)), ('weight', weight)] AS counted
  GROUP BY dimension, weighting
) AS ranked
USING (dimension, weighting)
COMMENT 'The known entities of each dimension and weighting at an instant, the largest first, with their running sums.';
