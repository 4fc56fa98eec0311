CREATE OR REPLACE VIEW {database}.latest_resilience {on_cluster} AS
SELECT * EXCEPT (_topic, _partition, _offset, _epoch, _landed_at)
FROM {database}.resilience FINAL
WHERE (network, layer, weighting, window_s, at) IN
(
  SELECT network, layer, weighting, window_s, max(at)
  FROM {database}.resilience
  GROUP BY network, layer, window_s, weighting
)
COMMENT 'What is at risk now: the newest resilience row of each series.';
