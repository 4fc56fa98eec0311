-- What open incidents and the loss of a largest entity put at risk.
--
-- Sorted by series, then time: a chart reads one range. The projection keeps the newest instant of each
-- series, so that the latest_ view does not read history.

CREATE TABLE IF NOT EXISTS {database}.resilience {on_cluster}
(
  network LowCardinality(String) COMMENT 'Lower-case network name, such as solana.' CODEC(ZSTD(1)),
  layer LowCardinality(String) COMMENT 'consensus, execution, storage, compute or access.' CODEC(ZSTD(1)),
  at DateTime64(3, 'UTC') COMMENT 'The instant T, a multiple of the step.' CODEC(DoubleDelta, ZSTD(1)),
  window_s UInt32 COMMENT 'Window W in seconds: the rows cover (T - W, T].' CODEC(Delta, ZSTD(1)),
  weighting LowCardinality(String) COMMENT 'nodes (each counts 1) or weight (each counts its declared weight).' CODEC(ZSTD(1)),
  live UInt64 COMMENT 'Live weight.' CODEC(ZSTD(1)),
  down UInt64 COMMENT 'Weight of nodes last seen down.' CODEC(ZSTD(1)),
  silent UInt64 COMMENT 'Weight of nodes seen lately but not in the window.' CODEC(ZSTD(1)),
  availability Nullable(Float64) COMMENT 'live / (live + down + silent).' CODEC(ZSTD(1)),
  exposure_any_low Nullable(Float64) COMMENT 'Share of live weight inside incidents of severity info or worse, nodes of known region only.' CODEC(ZSTD(1)),
  exposure_any_high Nullable(Float64) COMMENT 'Share of live weight inside incidents of severity info or worse, with nodes of unknown region.' CODEC(ZSTD(1)),
  exposure_major_low Nullable(Float64) COMMENT 'Share of live weight inside incidents of severity major or worse, nodes of known region only.' CODEC(ZSTD(1)),
  exposure_major_high Nullable(Float64) COMMENT 'Share of live weight inside incidents of severity major or worse, with nodes of unknown region.' CODEC(ZSTD(1)),
  exposure_critical_low Nullable(Float64) COMMENT 'Share of live weight inside incidents of severity critical, nodes of known region only.' CODEC(ZSTD(1)),
  exposure_critical_high Nullable(Float64) COMMENT 'Share of live weight inside incidents of severity critical, with nodes of unknown region.' CODEC(ZSTD(1)),
  open_incidents UInt32 COMMENT 'Incidents open at T, as known at T.' CODEC(ZSTD(1)),
  blast_radius Map(LowCardinality(String), Float64) COMMENT 'Per dimension the share lost if its largest entity fails.' CODEC(ZSTD(1)),
  margin Map(LowCardinality(String), Float64) COMMENT 'Per dimension how far the largest share is under the liveness threshold.' CODEC(ZSTD(1)),
  diversity Map(LowCardinality(String), Float64) COMMENT 'Per dimension (1 / hhi - 1) / 9, within 0 and 1.' CODEC(ZSTD(1)),
  hybrid_share Nullable(Float64) COMMENT 'Share of known hosting that is not hyperscale.' CODEC(ZSTD(1)),
  hybrid_entropy Nullable(Float64) COMMENT 'Normalized entropy over hosting classes.' CODEC(ZSTD(1)),
  headroom Nullable(Float64) COMMENT 'How far exposure_major_high is under the liveness threshold.' CODEC(ZSTD(1)),
  resilience_index Nullable(Float64) COMMENT '0 to 100; null with null_reason.' CODEC(ZSTD(1)),
  index_low Nullable(Float64) COMMENT 'Lower end with each weight of the index moved by 25 %.' CODEC(ZSTD(1)),
  index_high Nullable(Float64) COMMENT 'Upper end.' CODEC(ZSTD(1)),
  weakest LowCardinality(Nullable(String)) COMMENT 'Name of the weakest component.' CODEC(ZSTD(1)),
  null_reason LowCardinality(Nullable(String)) COMMENT 'Why the index is null.' CODEC(ZSTD(1)),
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
ORDER BY (network, layer, weighting, window_s, at)
SETTINGS
  non_replicated_deduplication_window = 10000,
  deduplicate_merge_projection_mode = 'rebuild'
COMMENT 'Resilience measures, one row per (network, layer, at, window_s, weighting).';
