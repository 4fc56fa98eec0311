CREATE OR REPLACE VIEW {database}.snapshot_at {on_cluster} AS
SELECT * EXCEPT (_topic, _partition, _offset, _epoch, _landed_at)
FROM {database}.snapshots FINAL
WHERE as_of = {as_of:DateTime64(3, 'UTC')}
  AND release = (SELECT max(release) FROM {database}.snapshots WHERE as_of = {as_of:DateTime64(3, 'UTC')})
COMMENT 'What the snapshot of an instant tells of each population, in short: its newest release.';
