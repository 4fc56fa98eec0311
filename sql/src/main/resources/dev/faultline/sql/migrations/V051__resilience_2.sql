-- What methodology 2 publishes beside the index.

ALTER TABLE {database}.resilience {on_cluster}
  ADD COLUMN IF NOT EXISTS halting Array(LowCardinality(String)) COMMENT 'Dimensions whose largest entity alone halts the population, over the known part.' CODEC(ZSTD(1)) AFTER headroom,
  ADD COLUMN IF NOT EXISTS index_weights_low Nullable(Float64) COMMENT 'Least index with the weight of each component moved by 25 %.' CODEC(ZSTD(1)) AFTER index_high,
  ADD COLUMN IF NOT EXISTS index_weights_high Nullable(Float64) COMMENT 'Greatest such index.' CODEC(ZSTD(1)) AFTER index_weights_low,
  ADD COLUMN IF NOT EXISTS coverage_provider Nullable(Float64) COMMENT 'Share of the live weight whose provider is known.' CODEC(ZSTD(1)) AFTER index_weights_high,
  ADD COLUMN IF NOT EXISTS coverage_site Nullable(Float64) COMMENT 'Share of the live weight whose site is known.' CODEC(ZSTD(1)) AFTER coverage_provider,
  ADD COLUMN IF NOT EXISTS coverage_country Nullable(Float64) COMMENT 'Share of the live weight whose country is known.' CODEC(ZSTD(1)) AFTER coverage_site;

ALTER TABLE {database}.resilience {on_cluster}
  COMMENT COLUMN IF EXISTS index_low 'The index if all unknown weight belonged to the largest entities; in methodology 1 as index_weights_low.',
  COMMENT COLUMN IF EXISTS index_high 'The index if all unknown weight belonged to entities too small to matter; in methodology 1 as index_weights_high.';
