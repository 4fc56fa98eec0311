-- In which country a provider's region lies. `faultline migrate` fills it anew from the table of the build
-- that runs.

CREATE TABLE IF NOT EXISTS {database}.region_countries {on_cluster}
(
  provider LowCardinality(String) COMMENT 'Canonical provider id.' CODEC(ZSTD(1)),
  region LowCardinality(String) COMMENT 'The name that the provider gives the region.' CODEC(ZSTD(1)),
  country LowCardinality(String) COMMENT 'ISO 3166-1 alpha-2.' CODEC(ZSTD(1)),
  citation LowCardinality(String) COMMENT 'Where the provider says so.' CODEC(ZSTD(1)),
  _version UInt64 DEFAULT toUnixTimestamp64Milli(now64(3)) COMMENT 'Of rows with one key the greatest wins: the one written last.' CODEC(ZSTD(1))
)
ENGINE = {engine}(_version)
ORDER BY (provider, region)
COMMENT 'Countries of regions of providers, one row per (provider, region).';
