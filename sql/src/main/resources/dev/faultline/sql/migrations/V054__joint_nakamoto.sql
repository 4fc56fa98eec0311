-- The joint Nakamoto coefficient between its bounds.

CREATE TABLE IF NOT EXISTS {database}.joint_nakamoto {on_cluster}
(
  network LowCardinality(String) COMMENT 'Lower-case network name, such as solana.' CODEC(ZSTD(1)),
  layer LowCardinality(String) COMMENT 'consensus, execution, storage, compute or access.' CODEC(ZSTD(1)),
  at DateTime64(3, 'UTC') COMMENT 'The instant T, a multiple of the step.' CODEC(DoubleDelta, ZSTD(1)),
  window_s UInt32 COMMENT 'Window W in seconds: the rows cover (T - W, T].' CODEC(Delta, ZSTD(1)),
  weighting LowCardinality(String) COMMENT 'That of the resilience row: weight if any node seen in the longest window has some, else nodes.' CODEC(ZSTD(1)),
  upper Nullable(UInt32) COMMENT 'Number of entities that greedy choice takes; null if all known entities together do not reach the threshold.' CODEC(ZSTD(1)),
  lower Nullable(UInt32) COMMENT 'Least number of the largest shares of provider, country, client and operator that add up to the threshold.' CODEC(ZSTD(1)),
  exact Bool COMMENT 'Whether the bounds meet.' CODEC(ZSTD(1)),
  entities Array(LowCardinality(String)) COMMENT 'Those of upper, dimension:entity, in the order they were chosen.' CODEC(ZSTD(1)),
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
COMMENT 'Joint Nakamoto coefficients, one row per (network, layer, at, window_s, weighting).';
