-- A scenario that is no longer in force has rows at earlier instants only, and is left out.

CREATE OR REPLACE VIEW {database}.latest_stress {on_cluster} AS
SELECT * EXCEPT (_topic, _partition, _offset, _epoch, _landed_at)
FROM {database}.stress FINAL
WHERE (network, layer, weighting, window_s, at) IN
(
  SELECT network, layer, weighting, window_s, max(at)
  FROM {database}.stress
  GROUP BY network, layer, window_s, weighting
)
COMMENT 'What would each scenario cost now: the newest row of each that was measured at the newest instant of its population.';
