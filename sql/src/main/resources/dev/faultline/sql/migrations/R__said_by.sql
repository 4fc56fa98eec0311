-- Columns:
--   partition: Partition of the observation topic.
--   offset: Offset of the record.
--   at: When the node was observed, in milliseconds.
--   slot: The T whose slot holds it, in milliseconds.
--   closed: The last T that was closed when the record came, in milliseconds.
--   step: Step of the population in milliseconds.
--   effective: The first T at which the record counts, in milliseconds.
--   standing: What it says of the node: status, weight and attributes.

CREATE OR REPLACE VIEW {database}.said_by {on_cluster} AS
SELECT
  said.partition AS partition, said.node_id AS node_id, said.offset AS offset, said.at AS at,
  said.slot AS slot, said.closed AS closed, said.step AS step,
  if(slot > closed, slot, closed + step) AS effective,
  toString(tuple(
    said.status != 'down', ifNull(said.weight, 0), place.asn, place.provider, place.region, place.country,
    place.operator, place.client, place.hosting, place.site)) AS standing
FROM
(
  SELECT record.*, passed.closed AS closed
  FROM
  (
    SELECT
      log._partition AS partition, log.node_id AS node_id, log._offset AS offset,
      log.status AS status, log.weight AS weight,
      toUnixTimestamp64Milli(log.observed_at) AS at,
      toInt64(rule.step_s) * 1000 AS step,
      intDiv(at + step - 1, step) * step AS slot
    FROM {database}.observation_log AS log FINAL
    CROSS JOIN {database}.rules_of(network = {network:String}, layer = {layer:String}) AS rule
    INNER JOIN {database}.closing_watermarks(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}) AS closing
    ON log._partition = closing.partition
    WHERE log.network = {network:String} AND log.layer = {layer:String} AND NOT log.is_tick
      AND log.observed_at > {at:DateTime64(3, 'UTC')} - toIntervalSecond({window_s:UInt32})
      AND log.observed_at <= {at:DateTime64(3, 'UTC')}
      AND log._offset < closing.offset
  ) AS record
  ASOF LEFT JOIN
  (
    SELECT
      partition, offset,
      intDiv(watermark - toInt64(rule.grace_s) * 1000, toInt64(rule.step_s) * 1000) * toInt64(rule.step_s) * 1000 AS closed
    FROM {database}.watermarks_of(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
    CROSS JOIN {database}.rules_of(network = {network:String}, layer = {layer:String}) AS rule
  ) AS passed
  ON record.partition = passed.partition AND record.offset > passed.offset
) AS said
ASOF LEFT JOIN
(
  SELECT *
  FROM {database}.placements FINAL
  WHERE network = {network:String} AND layer = {layer:String}
) AS place
ON said.node_id = place.node_id
  AND said.partition = place.observation_partition
  AND said.offset >= place.observation_offset
COMMENT 'The records of a window that count at an instant: the slot of each, what was closed when it came, and what it says; times in milliseconds.';
