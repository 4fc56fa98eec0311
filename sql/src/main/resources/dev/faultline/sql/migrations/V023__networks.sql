-- The rules by which each population is measured, as data. `faultline migrate` fills it anew from the
-- table of the build that runs; the row without a name is for populations that have none of their own.

CREATE TABLE IF NOT EXISTS {database}.networks {on_cluster}
(
  network LowCardinality(String) COMMENT 'Lower-case network name; empty for the defaults.' CODEC(ZSTD(1)),
  layer LowCardinality(String) COMMENT 'consensus, execution, storage, compute or access; empty for the defaults.' CODEC(ZSTD(1)),
  base_unit LowCardinality(String) COMMENT 'What one unit of weight is; none where nodes carry none.' CODEC(ZSTD(1)),
  liveness_numerator UInt64 COMMENT 'Removing this fraction of the weight halts the population.' CODEC(ZSTD(1)),
  liveness_denominator UInt64 COMMENT 'Its denominator.' CODEC(ZSTD(1)),
  liveness_strict Bool COMMENT 'Whether the fraction itself is still harmless.' CODEC(ZSTD(1)),
  safety_numerator Nullable(UInt64) COMMENT 'Controlling this fraction corrupts it; null where there is no such rule.' CODEC(ZSTD(1)),
  safety_denominator Nullable(UInt64) COMMENT 'Its denominator.' CODEC(ZSTD(1)),
  safety_strict Nullable(Bool) COMMENT 'Whether the fraction itself is still harmless.' CODEC(ZSTD(1)),
  kind LowCardinality(String) COMMENT 'protocol or convention.' CODEC(ZSTD(1)),
  step_s UInt32 COMMENT 'Every T is a multiple of it since the epoch, in seconds.' CODEC(ZSTD(1)),
  windows_s Array(UInt32) COMMENT 'Window lengths in seconds, ascending.' CODEC(ZSTD(1)),
  grace_s UInt32 COMMENT 'How far a tick must lie behind T to close it, in seconds.' CODEC(ZSTD(1)),
  citation String COMMENT 'Where the rules are written down.' CODEC(ZSTD(1)),
  _version UInt64 DEFAULT toUnixTimestamp64Milli(now64(3)) COMMENT 'Of rows with one key the greatest wins: the one written last.' CODEC(ZSTD(1))
)
ENGINE = {engine}(_version)
ORDER BY (network, layer)
COMMENT 'Rules of each population, one row per (network, layer).';
