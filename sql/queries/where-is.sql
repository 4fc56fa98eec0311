-- How much of each network does an entity hold?
--
-- At the newest instant of each population, the largest share first. Only the 50 largest entities of a
-- population are listed by name.
--
-- Parameters:
--   entity String = 'aws': A provider, region, country and so on, as in entity_shares.
--   dimension String = 'provider': node, provider, region, site, asn, country, operator, client or hosting.
-- Columns:
--   network LowCardinality(String): The network.
--   layer LowCardinality(String): Its layer.
--   at DateTime64(3, 'UTC'): The instant of the row.
--   share Float64: Its share of the weight whose entity is known.
--   rank UInt32: 1 is the largest of the population.
--   nodes UInt64: Its live nodes.
--   weight UInt64: Its weight.

SELECT network, layer, at, share, rank, nodes, weight
FROM entity_shares FINAL
WHERE entity = {entity:String} AND entity != '' AND dimension = {dimension:String}
  AND (network, layer, weighting, window_s, at) IN
    (SELECT network, layer, weighting, window_s, at FROM populations)
ORDER BY share DESC, network, layer
