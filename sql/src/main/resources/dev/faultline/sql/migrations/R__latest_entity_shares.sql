CREATE OR REPLACE VIEW {database}.latest_entity_shares {on_cluster} AS
SELECT * EXCEPT (_topic, _partition, _offset, _epoch, _landed_at)
FROM {database}.entity_shares FINAL
WHERE (network, layer, dimension, weighting, window_s, at) IN
(
  SELECT network, layer, dimension, weighting, window_s, max(at)
  FROM {database}.entity_shares
  GROUP BY network, layer, window_s, dimension, weighting
)
COMMENT 'Who holds each population now: the newest entity shares of each series.';
