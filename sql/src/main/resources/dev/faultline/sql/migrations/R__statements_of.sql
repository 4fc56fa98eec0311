-- Read is only what can count between the time when at - window_s was reached and the record that closed at:
-- whoever is behind that by more than the lag holds nothing, and the first record that is beyond it by more
-- than the lag closes at, whoever is open.
--
-- Columns:
--   partition: Partition of the observation topic.
--   offset: Offset of the watermark.
--   lag: The publisher lag of the population in milliseconds.
--   through: The greatest that this publisher said since it opened, in milliseconds.
--   newest: The greatest that any publisher said, in milliseconds.

CREATE OR REPLACE VIEW {database}.statements_of {on_cluster} AS
WITH
  (
    SELECT tuple(toInt64(publisher_lag_s), toInt64(grace_s + publisher_lag_s))
    FROM {database}.rules_of(network = {network:String}, layer = {layer:String})
  ) AS rule
SELECT
  partition, offset, publisher, closed, lag,
  max(said) OVER (PARTITION BY partition, publisher, life ORDER BY offset) AS through,
  max(said) OVER (PARTITION BY partition ORDER BY offset) AS newest
FROM
(
  SELECT
    log._partition AS partition, log._offset AS offset, log.publisher AS publisher, log.closed AS closed,
    toUnixTimestamp64Milli(log.observed_at) AS said,
    rule.1 * 1000 AS lag,
    sum(toUInt32(log.closed)) OVER (PARTITION BY log._partition, log.publisher ORDER BY log._offset) - toUInt32(log.closed) AS life
  FROM {database}.observation_log AS log FINAL
  WHERE log.network = {network:String} AND log.layer = {layer:String} AND log.is_tick
    AND (
      (log.closed AND log.publisher != '')
      OR (
        log.observed_at >= {at:DateTime64(3, 'UTC')} - toIntervalSecond({window_s:UInt32})
          - toIntervalSecond(rule.1)
        AND log.observed_at <= {at:DateTime64(3, 'UTC')}
          + toIntervalSecond(rule.2))
      OR (log._partition, log._offset) IN (
        SELECT _partition, min(_offset)
        FROM {database}.observation_log
        WHERE network = {network:String} AND layer = {layer:String} AND is_tick
          AND observed_at > {at:DateTime64(3, 'UTC')}
            + toIntervalSecond(rule.2)
        GROUP BY _partition))
)
COMMENT 'What the publishers of a population say around an instant, in milliseconds: through, each by itself since it opened; newest, the greatest of all.';
