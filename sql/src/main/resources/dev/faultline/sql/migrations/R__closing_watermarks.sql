-- Columns:
--   partition: Partition of the observation topic.
--   offset: Offset of the record that closed the instant in it.

CREATE OR REPLACE VIEW {database}.closing_watermarks {on_cluster} AS
SELECT closing.partition AS partition, closing.offset AS offset, max(told.incidents_through) AS incidents_through
FROM
(
  SELECT partition, min(offset) AS offset
  FROM {database}.watermarks_of(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = 0)
  WHERE watermark >= toUnixTimestamp64Milli({at:DateTime64(3, 'UTC')})
    + (SELECT toInt64(grace_s) * 1000 FROM {database}.rules_of(network = {network:String}, layer = {layer:String}))
  GROUP BY partition
) AS closing
INNER JOIN
(
  SELECT _partition AS partition, _offset AS offset, incidents_through
  FROM {database}.observation_log
  WHERE network = {network:String} AND layer = {layer:String} AND is_tick
) AS told
ON closing.partition = told.partition
WHERE told.offset <= closing.offset
GROUP BY partition, offset
COMMENT 'Which record closed an instant of a population in each partition, and the most that any record up to it told of incidents; none where the instant is open yet.';
