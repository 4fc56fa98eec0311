CREATE OR REPLACE VIEW {database}.population_at {on_cluster} AS
SELECT
  network, layer, node AS node_id, observed_at, status, weight, true AS placed,
  ip, asn, provider, region, country, site, operator, client, client_version, hosting, source
FROM {database}.snapshot_members
WHERE network = {network:String} AND layer = {layer:String}
  AND ({window_s:UInt32} = 0 OR observed_at > {at:DateTime64(3, 'UTC')} - toIntervalSecond({window_s:UInt32}))
  AND observed_at <= {at:DateTime64(3, 'UTC')}
COMMENT 'Who made up a population at an instant, as the snapshot holds it.';
