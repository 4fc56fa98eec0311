-- What each population loses if all entities of a scenario fail together. Sorted by series, then time, as
-- the resilience table.

CREATE TABLE IF NOT EXISTS {database}.stress {on_cluster}
(
  network LowCardinality(String) COMMENT 'Lower-case network name, such as solana.' CODEC(ZSTD(1)),
  layer LowCardinality(String) COMMENT 'consensus, execution, storage, compute or access.' CODEC(ZSTD(1)),
  at DateTime64(3, 'UTC') COMMENT 'The instant T, a multiple of the step.' CODEC(DoubleDelta, ZSTD(1)),
  window_s UInt32 COMMENT 'Window W in seconds: the rows cover (T - W, T].' CODEC(Delta, ZSTD(1)),
  weighting LowCardinality(String) COMMENT 'That of the resilience row: weight if any node seen in the longest window has some, else nodes.' CODEC(ZSTD(1)),
  scenario LowCardinality(String) COMMENT 'Name of the scenario, such as aws/us-east-1.' CODEC(ZSTD(1)),
  lost_low Nullable(Float64) COMMENT 'Share of all live weight that is known to be inside; null if nothing is live.' CODEC(ZSTD(1)),
  lost_high Nullable(Float64) COMMENT 'With what may be inside, since something about it is unknown.' CODEC(ZSTD(1)),
  halts LowCardinality(String) COMMENT 'yes if lost_low reaches the liveness threshold, maybe if only lost_high does, else no.' CODEC(ZSTD(1)),
  survivors_nodes UInt64 COMMENT 'Live nodes that are not known to be inside.' CODEC(ZSTD(1)),
  survivors_entities Map(LowCardinality(String), UInt64) COMMENT 'Known entities of the survivors by dimension: provider, country.' CODEC(ZSTD(1)),
  survivors_nakamoto Map(LowCardinality(String), UInt32) COMMENT 'Liveness coefficient of the survivors.' CODEC(ZSTD(1)),
  survivors_hhi Map(LowCardinality(String), Float64) COMMENT 'Concentration of the survivors.' CODEC(ZSTD(1)),
  definition Array(LowCardinality(String)) COMMENT 'Who fails by the scenario: dimension:entity, or largest:dimension:number.' CODEC(ZSTD(1)),
  failed Array(LowCardinality(String)) COMMENT 'Who that was at T: dimension:entity. What loss_at takes.' CODEC(ZSTD(1)),
  methodology_version LowCardinality(String) COMMENT 'Which definitions were used.' CODEC(ZSTD(1)),
  _topic LowCardinality(String) COMMENT 'Kafka topic the row came from.' CODEC(ZSTD(1)),
  _partition UInt32 COMMENT 'Kafka partition the row came from.' CODEC(Delta, ZSTD(1)),
  _offset UInt64 COMMENT 'Kafka offset the row came from.' CODEC(Delta, ZSTD(1)),
  _epoch UInt16 COMMENT 'Landing epoch: raised by hand before a deliberate replay into this table.' CODEC(Delta, ZSTD(1)),
  _landed_at DateTime('UTC') DEFAULT now() COMMENT 'When the row was inserted, by the server clock.' CODEC(Delta, ZSTD(1)),
  _version UInt64 MATERIALIZED bitOr(bitShiftLeft(toUInt64(_epoch), 48), _offset) COMMENT 'Of rows with one key the greatest wins: the later epoch, then the later offset.' CODEC(Delta, ZSTD(1)),
  PROJECTION landed_ends (SELECT _topic, _partition, _epoch, max(_offset) GROUP BY _topic, _partition, _epoch),
  PROJECTION latest_at (SELECT network, layer, window_s, weighting, max(at) GROUP BY network, layer, window_s, weighting)
)
ENGINE = {engine}(_version)
PARTITION BY toYear(at)
ORDER BY (network, layer, weighting, window_s, scenario, at)
SETTINGS
  non_replicated_deduplication_window = 10000,
  deduplicate_merge_projection_mode = 'rebuild'
COMMENT 'Losses by scenario, one row per (network, layer, at, window_s, weighting, scenario).';
