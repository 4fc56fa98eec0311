-- Columns as of decentralization:
--   entity: The entity; null for the nodes of which it is unknown.
--   nodes: Its live nodes.
--   weight: Their weight.

CREATE OR REPLACE VIEW {database}.entities_at {on_cluster} AS
SELECT named.1 AS dimension, named.2 AS entity, count() AS nodes, sum(toUInt128(ifNull(weight, 0))) AS weight
FROM {database}.population_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
ARRAY JOIN
  CAST(
    [
      ('node', toString(node_id)), ('provider', toString(provider)), ('region', toString(region)),
      ('asn', 'AS' || toString(asn)), ('country', toString(country)), ('operator', toString(operator)),
      ('client', toString(client)), ('hosting', toString(hosting)), ('site', toString(site))
    ],
    'Array(Tuple(String, Nullable(String)))') AS named
WHERE status != 'down'
GROUP BY dimension, entity
COMMENT 'Live nodes and weight of each entity in each dimension at an instant; entity null is unknown.';
