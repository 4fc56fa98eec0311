CREATE OR REPLACE VIEW {database}.closing_ticks {on_cluster} AS
SELECT _partition AS partition, min(_offset) AS offset, argMin(incidents_through, _offset) AS incidents_through
FROM {database}.observation_log
WHERE network = {network:String} AND layer = {layer:String} AND is_tick
  AND observed_at >= {at:DateTime64(3, 'UTC')}
    + toIntervalSecond((SELECT grace_s FROM {database}.rules_of(network = {network:String}, layer = {layer:String})))
GROUP BY _partition
COMMENT 'Which tick closed an instant of a population in each partition; none where it is open yet.';
