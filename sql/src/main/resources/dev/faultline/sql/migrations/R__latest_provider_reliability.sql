CREATE OR REPLACE VIEW {database}.latest_provider_reliability {on_cluster} AS
SELECT * EXCEPT (_topic, _partition, _offset, _epoch, _landed_at)
FROM {database}.provider_reliability FINAL
WHERE (provider, region, window_s, at) IN
(
  SELECT provider, region, window_s, max(at)
  FROM {database}.provider_reliability
  GROUP BY provider, region, window_s
)
COMMENT 'How reliable is each provider by its own account: the newest row of each series.';
