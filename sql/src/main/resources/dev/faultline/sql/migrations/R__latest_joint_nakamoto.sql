CREATE OR REPLACE VIEW {database}.latest_joint_nakamoto {on_cluster} AS
SELECT * EXCEPT (_topic, _partition, _offset, _epoch, _landed_at)
FROM {database}.joint_nakamoto FINAL
WHERE (network, layer, weighting, window_s, at) IN
(
  SELECT network, layer, weighting, window_s, max(at)
  FROM {database}.joint_nakamoto
  GROUP BY network, layer, window_s, weighting
)
COMMENT 'How many entities of any dimension would halt a population now: the newest row of each series.';
