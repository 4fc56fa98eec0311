-- What did we know at an instant?
--
-- The newest row of each population up to the instant, as it was published, and what was open then by the
-- incident revisions that had been seen. Later revisions and later observations do not change it.
--
-- Parameters:
--   at DateTime64(3, 'UTC') = 'now': The instant.
--   network String = '': Only this network; all if empty.
-- Columns:
--   network LowCardinality(String): The network.
--   layer LowCardinality(String): Its layer.
--   instant DateTime64(3, 'UTC'): The T of the row.
--   resilience_index Nullable(Float64): From 0 to 100.
--   weakest LowCardinality(Nullable(String)): The component that held the index down most.
--   availability Nullable(Float64): Share of the weight seen lately that was up.
--   exposure_low Nullable(Float64): Share of the live weight inside open incidents of severity major or worse.
--   exposure_high Nullable(Float64): The same with nodes of unknown region.
--   open_incidents UInt32: Incidents open at the instant of the row, as known then.
--   in_scope UInt32: Those whose provider hosts some of the network.
--   open_at_instant Array(String): Providers with an outage open at the instant asked for, as known then.

WITH open AS
(
  SELECT arraySort(groupUniqArray(toString(provider))) AS providers
  FROM incidents_known_at(at = {at:DateTime64(3, 'UTC')})
  WHERE open AND kind = 'outage'
)
SELECT
  network, layer, at AS instant, resilience_index, weakest, availability,
  exposure_major_low AS exposure_low, exposure_major_high AS exposure_high, open_incidents,
  incidents_in_scope AS in_scope, (SELECT providers FROM open) AS open_at_instant
FROM resilience FINAL
WHERE (network, layer, weighting, window_s, at) IN
(
  SELECT network, layer, weighting, window_s, max(reached) AS newest
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
  ORDER BY network, layer, newest DESC, window_s DESC
  LIMIT 1 BY network, layer
)
ORDER BY network, layer
