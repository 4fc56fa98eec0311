-- Who halts if us-east-1 goes?
--
-- One row a population for which the scenario was measured at its newest instant, the largest loss first.
-- Scenarios are those of the build (aws, aws/us-east-1, hetzner, US, largest-provider and others) and those
-- of --scenarios.
--
-- Parameters:
--   scenario String = 'aws/us-east-1': Name of the scenario.
--   network String = '': Only this network; all if empty.
-- Columns:
--   network LowCardinality(String): The network.
--   layer LowCardinality(String): Its layer.
--   at DateTime64(3, 'UTC'): The instant of the row.
--   halts LowCardinality(String): yes, maybe (if unknown nodes are inside) or no.
--   lost_low Nullable(Float64): Share of the live weight that is known to be inside.
--   lost_high Nullable(Float64): The same with what may be inside.
--   threshold Nullable(Float64): The share whose loss halts the network, by its own rule.
--   survivors_nodes UInt64: Live nodes that are left.
--   failed Array(LowCardinality(String)): Who fails, as dimension:entity.

WITH rules AS (SELECT * FROM networks FINAL)
SELECT
  stress.network AS network, stress.layer AS layer, stress.at AS at, stress.halts AS halts,
  stress.lost_low AS lost_low, stress.lost_high AS lost_high,
  coalesce(
    own.liveness_numerator / nullIf(own.liveness_denominator, 0),
    (SELECT any(liveness_numerator / liveness_denominator) FROM rules WHERE network = '')) AS threshold,
  stress.survivors_nodes AS survivors_nodes, stress.failed AS failed
FROM stress FINAL
LEFT JOIN rules AS own ON own.network = stress.network AND own.layer = stress.layer
WHERE stress.scenario = {scenario:String}
  AND (stress.network, stress.layer, stress.weighting, stress.window_s, stress.at) IN
  (
    SELECT network, layer, weighting, window_s, at
    FROM populations
    WHERE {network:String} = '' OR network = {network:String}
  )
ORDER BY lost_low DESC, lost_high DESC, network, layer
