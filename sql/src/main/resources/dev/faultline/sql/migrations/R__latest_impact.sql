CREATE OR REPLACE VIEW {database}.latest_impact {on_cluster} AS
SELECT * EXCEPT (_topic, _partition, _offset, _epoch, _landed_at)
FROM {database}.impact FINAL
WHERE (network, layer, source, incident_id, weighting, window_s, at) IN
(
  SELECT network, layer, source, incident_id, weighting, window_s, max(at)
  FROM {database}.impact
  GROUP BY network, layer, source, incident_id, weighting, window_s
)
COMMENT 'What each incident did, as far as is known now: the newest row of each incident and population.';
