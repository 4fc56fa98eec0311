-- How resilient is each network, the most resilient first?
--
-- The newest row of each population over its longest window. A network without an index comes last, with
-- the reason.
--
-- Parameters:
--   network String = '': Only this network; all if empty.
-- Columns:
--   network LowCardinality(String): The network.
--   layer LowCardinality(String): Its layer.
--   at DateTime64(3, 'UTC'): The instant of the row.
--   resilience_index Nullable(Float64): From 0 to 100; null with null_reason.
--   index_low Nullable(Float64): The index if all unknown weight belonged to the largest entities.
--   index_high Nullable(Float64): The index if it belonged to entities too small to matter.
--   weakest LowCardinality(Nullable(String)): The component that holds the index down most.
--   halting Array(LowCardinality(String)): Dimensions whose largest entity alone halts the network.
--   availability Nullable(Float64): Share of the weight seen lately that is up.
--   live UInt64: Weight that is up.
--   null_reason LowCardinality(Nullable(String)): Why there is no index.

SELECT
  network, layer, at, resilience_index, index_low, index_high, weakest, halting, availability, live,
  null_reason
FROM resilience FINAL
WHERE (network, layer, weighting, window_s, at) IN
(
  SELECT network, layer, weighting, window_s, at
  FROM populations
  WHERE {network:String} = '' OR network = {network:String}
)
ORDER BY isNull(resilience_index), resilience_index DESC, network, layer
