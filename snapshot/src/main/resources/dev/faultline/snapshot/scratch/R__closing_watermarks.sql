CREATE OR REPLACE VIEW {database}.closing_watermarks {on_cluster} AS
SELECT toUInt32(0) AS partition, toUInt64(0) AS offset, incidents_through
FROM {database}.snapshot_populations
WHERE network = {network:String} AND layer = {layer:String} AND at = {at:DateTime64(3, 'UTC')}
COMMENT 'What a population knew of incidents at an instant, as the snapshot holds it.';
