-- Which single entity would halt a network?
--
-- The largest entity of each dimension that alone reaches the liveness threshold of its network, at the
-- newest instant. A network that is not listed has none.
--
-- Parameters:
--   network String = '': Only this network; all if empty.
-- Columns:
--   network LowCardinality(String): The network.
--   layer LowCardinality(String): Its layer.
--   at DateTime64(3, 'UTC'): The instant of the row.
--   dimension LowCardinality(String): What kind of entity it is.
--   entity LowCardinality(Nullable(String)): Who it is.
--   share Nullable(Float64): Its share of the weight whose entity is known.
--   coverage Nullable(Float64): How much of the weight is known.

SELECT network, layer, at, dimension, top_entity AS entity, top1 AS share, coverage
FROM decentralization FINAL
WHERE nakamoto_liveness = 1 AND dimension NOT IN ('node', 'hosting')
  AND (network, layer, weighting, window_s, at) IN
  (
    SELECT network, layer, weighting, window_s, at
    FROM populations
    WHERE {network:String} = '' OR network = {network:String}
  )
ORDER BY network, layer, share DESC, dimension
