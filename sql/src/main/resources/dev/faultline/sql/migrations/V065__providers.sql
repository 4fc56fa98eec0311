-- The providers that this build knows. `faultline migrate` fills it anew from the table of the build that runs.

CREATE TABLE IF NOT EXISTS {database}.providers {on_cluster}
(
  id String COMMENT 'Canonical provider id, such as aws.' CODEC(ZSTD(1)),
  name String COMMENT 'Its name for people.' CODEC(ZSTD(1)),
  hosting LowCardinality(String) COMMENT 'What kind of place its machines are in, by its main business: hyperscale, cloud, datacenter, residential, consumer or tor.' CODEC(ZSTD(1)),
  asns Array(UInt32) COMMENT 'Its autonomous systems.' CODEC(ZSTD(1)),
  aliases Array(String) COMMENT 'Spellings that are taken for it.' CODEC(ZSTD(1)),
  citation String COMMENT 'Where systems and spellings come from.' CODEC(ZSTD(1)),
  _version UInt64 DEFAULT toUnixTimestamp64Milli(now64(3)) COMMENT 'Of rows with one key the greatest wins: the one written last.' CODEC(ZSTD(1))
)
ENGINE = {engine}(_version)
ORDER BY id
COMMENT 'Providers by canonical id, one row each.';
