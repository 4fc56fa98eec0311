-- When did the resilience of a network fall most?
--
-- The largest falls of the index from one instant to the next, over the longest window of each population.
--
-- Parameters:
--   network String = '': Only this network; all if empty.
--   since DateTime64(3, 'UTC') = '1970-01-01T00:00:00Z': From here on.
--   until DateTime64(3, 'UTC') = 'now': Up to here.
--   limit UInt32 = '20': At most so many rows.
-- Columns:
--   network LowCardinality(String): The network.
--   layer LowCardinality(String): Its layer.
--   at DateTime64(3, 'UTC'): The instant after the fall.
--   index_before Nullable(Float64): The index at the instant before.
--   index_after Nullable(Float64): The index at at.
--   fell Nullable(Float64): By how much it fell.
--   weakest LowCardinality(Nullable(String)): The component that holds the index down most, after the fall.
--   open_incidents UInt32: Incidents open at at, as known at at.
--   availability Nullable(Float64): Share of the weight seen lately that was up.

SELECT
  network, layer, at, index_before, resilience_index AS index_after,
  index_before - resilience_index AS fell, weakest, open_incidents, availability
FROM
(
  SELECT
    network, layer, at, resilience_index, weakest, open_incidents, availability,
    lagInFrame(resilience_index) OVER
      (PARTITION BY network, layer ORDER BY at ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS index_before
  FROM resilience FINAL
  WHERE at BETWEEN {since:DateTime64(3, 'UTC')} AND {until:DateTime64(3, 'UTC')}
    AND (network, layer, weighting, window_s) IN
    (
      SELECT network, layer, weighting, window_s
      FROM populations
      WHERE {network:String} = '' OR network = {network:String}
    )
)
WHERE fell > 0
ORDER BY fell DESC, network, layer, at
LIMIT {limit:UInt32}
SETTINGS do_not_merge_across_partitions_select_final = 1
