-- How few entities, of any kind together, would halt each network?
--
-- The joint Nakamoto coefficient of the newest instant, the most fragile first. It lies between lower and
-- upper; entities are those that a greedy choice takes.
--
-- Parameters:
--   network String = '': Only this network; all if empty.
-- Columns:
--   network LowCardinality(String): The network.
--   layer LowCardinality(String): Its layer.
--   at DateTime64(3, 'UTC'): The instant of the row.
--   lower Nullable(UInt32): Fewer than this cannot do it.
--   upper Nullable(UInt32): This many can; null if all known ones together cannot.
--   exact Bool: Whether the two are equal.
--   entities Array(LowCardinality(String)): Those of upper, as dimension:entity.

SELECT network, layer, at, lower, upper, exact, entities
FROM joint_nakamoto FINAL
WHERE (network, layer, weighting, window_s, at) IN
(
  SELECT network, layer, weighting, window_s, at
  FROM populations
  WHERE {network:String} = '' OR network = {network:String}
)
ORDER BY isNull(upper), upper, lower, network, layer
