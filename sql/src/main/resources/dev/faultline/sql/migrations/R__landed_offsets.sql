-- What has landed, for comparing with Kafka: `uniqExact(_offset)` of a partition is the number of its
-- records that have a row here. It is less than Kafka's number by the records that were refused (they are
-- in dead_letters), that had no value (watermarks), or that a later record of the same key has replaced.
--
-- Columns:
--   landed_in: The table.
--   topic: The Kafka topic.
--   partition: Its partition.
--   offsets: How many distinct offsets have a row.
--   first: Least offset that has one.
--   last: Greatest offset that has one.

CREATE OR REPLACE VIEW {database}.landed_offsets {on_cluster} AS
SELECT landed_in, topic, partition, uniqExact(offset) AS offsets, min(offset) AS first, max(offset) AS last
FROM
(
  SELECT 'observations' AS landed_in, _topic AS topic, _partition AS partition, _offset AS offset FROM {database}.observations
  UNION ALL
  SELECT 'observation_log' AS landed_in, _topic AS topic, _partition AS partition, _offset AS offset FROM {database}.observation_log
  UNION ALL
  SELECT 'incident_revisions' AS landed_in, _topic AS topic, _partition AS partition, _offset AS offset FROM {database}.incident_revisions
  UNION ALL
  SELECT 'placements' AS landed_in, _topic AS topic, _partition AS partition, _offset AS offset FROM {database}.placements
  UNION ALL
  SELECT 'decentralization' AS landed_in, _topic AS topic, _partition AS partition, _offset AS offset FROM {database}.decentralization
  UNION ALL
  SELECT 'entity_shares' AS landed_in, _topic AS topic, _partition AS partition, _offset AS offset FROM {database}.entity_shares
  UNION ALL
  SELECT 'resilience' AS landed_in, _topic AS topic, _partition AS partition, _offset AS offset FROM {database}.resilience
  UNION ALL
  SELECT 'stress' AS landed_in, _topic AS topic, _partition AS partition, _offset AS offset FROM {database}.stress
  UNION ALL
  SELECT 'joint_nakamoto' AS landed_in, _topic AS topic, _partition AS partition, _offset AS offset FROM {database}.joint_nakamoto
  UNION ALL
  SELECT 'dead_letters' AS landed_in, _topic AS topic, _partition AS partition, _offset AS offset FROM {database}.dead_letters
  UNION ALL
  SELECT 'feed_polls' AS landed_in, _topic AS topic, _partition AS partition, _offset AS offset FROM {database}.feed_polls
  UNION ALL
  SELECT 'provider_reliability' AS landed_in, _topic AS topic, _partition AS partition, _offset AS offset FROM {database}.provider_reliability
  UNION ALL
  SELECT 'ripple' AS landed_in, _topic AS topic, _partition AS partition, _offset AS offset FROM {database}.ripple
  UNION ALL
  SELECT 'snapshots' AS landed_in, _topic AS topic, _partition AS partition, _offset AS offset FROM {database}.snapshots
  UNION ALL
  SELECT 'impact' AS landed_in, _topic AS topic, _partition AS partition, _offset AS offset FROM {database}.impact
)
GROUP BY landed_in, topic, partition
COMMENT 'How much of each Kafka partition has landed: distinct offsets by table.';
