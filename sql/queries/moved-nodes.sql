-- Which nodes moved to another provider, region or country?
--
-- Changes of place of single nodes, the newest first. The first known place of a node is no move, and
-- neither is one from or to the unknown.
--
-- Parameters:
--   network String: The network.
--   since DateTime64(3, 'UTC') = '1970-01-01T00:00:00Z': Moves seen from here on.
--   until DateTime64(3, 'UTC') = 'now': And up to here.
--   limit UInt32 = '50': At most so many rows.
-- Columns:
--   layer LowCardinality(String): The layer.
--   node_id String: The node.
--   seen_at DateTime64(3, 'UTC'): The first observation at the new place.
--   provider_before Nullable(String): Where it was.
--   provider_after LowCardinality(Nullable(String)): Where it is.
--   region_before Nullable(String): Its region before.
--   region_after LowCardinality(Nullable(String)): And after.
--   country_before Nullable(String): Its country before.
--   country_after LowCardinality(Nullable(String)): And after.

SELECT
  layer, node_id, observed_at AS seen_at, provider_before, provider AS provider_after,
  region_before, region AS region_after, country_before, country AS country_after
FROM
(
  SELECT
    layer, node_id, observed_at, provider, region, country,
    lagInFrame(provider) OVER places AS provider_before,
    lagInFrame(region) OVER places AS region_before,
    lagInFrame(country) OVER places AS country_before
  FROM placements FINAL
  WHERE network = {network:String}
  WINDOW places AS
    (PARTITION BY layer, node_id ORDER BY observation_offset ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
)
WHERE (provider != provider_before OR region != region_before OR country != country_before)
  AND observed_at BETWEEN {since:DateTime64(3, 'UTC')} AND {until:DateTime64(3, 'UTC')}
ORDER BY seen_at DESC, layer, node_id
LIMIT {limit:UInt32}
