-- The populations of published index snapshots.

CREATE TABLE IF NOT EXISTS {database}.snapshots {on_cluster}
(
  network LowCardinality(String) COMMENT 'Lower-case network name, such as solana.' CODEC(ZSTD(1)),
  layer LowCardinality(String) COMMENT 'consensus, execution, storage, compute or access.' CODEC(ZSTD(1)),
  as_of DateTime64(3, 'UTC') COMMENT 'The instant that the snapshot is of.' CODEC(Delta, ZSTD(1)),
  release UInt32 COMMENT '1 for the first of an as-of; a correction has the next number.' CODEC(ZSTD(1)),
  supersedes Nullable(UInt32) COMMENT 'The release that this one corrects; null for a first one.' CODEC(ZSTD(1)),
  reason Nullable(String) COMMENT 'Why it was corrected; null for a first one.' CODEC(ZSTD(1)),
  at DateTime64(3, 'UTC') COMMENT 'The instant T of the rows of the population: its newest up to as_of.' CODEC(Delta, ZSTD(1)),
  path String COMMENT 'Folder of the release in that of all snapshots.' CODEC(ZSTD(1)),
  window_s UInt32 COMMENT 'Its longest window in seconds, over which the following is told.' CODEC(ZSTD(1)),
  weighting LowCardinality(String) COMMENT 'That of the resilience row.' CODEC(ZSTD(1)),
  live_nodes UInt64 COMMENT 'Live nodes.' CODEC(ZSTD(1)),
  resilience_index Nullable(Float64) COMMENT '0 to 100; null if it is not defined.' CODEC(ZSTD(1)),
  index_low Nullable(Float64) COMMENT 'Lower end, by what is unknown.' CODEC(ZSTD(1)),
  index_high Nullable(Float64) COMMENT 'Upper end.' CODEC(ZSTD(1)),
  weakest LowCardinality(Nullable(String)) COMMENT 'Name of the weakest component.' CODEC(ZSTD(1)),
  nakamoto Map(LowCardinality(String), UInt32) COMMENT 'Liveness coefficient by dimension.' CODEC(ZSTD(1)),
  files Map(LowCardinality(String), String) COMMENT 'SHA-256 of each file of rows, by its name.' CODEC(ZSTD(1)),
  sums_sha256 String COMMENT 'SHA-256 of SHA256SUMS, which covers all files.' CODEC(ZSTD(1)),
  methodology_version LowCardinality(String) COMMENT 'Which definitions were used.' CODEC(ZSTD(1)),
  _topic LowCardinality(String) COMMENT 'Kafka topic the row came from.' CODEC(ZSTD(1)),
  _partition UInt32 COMMENT 'Kafka partition the row came from.' CODEC(Delta, ZSTD(1)),
  _offset UInt64 COMMENT 'Kafka offset the row came from.' CODEC(Delta, ZSTD(1)),
  _epoch UInt16 COMMENT 'Landing epoch: raised by hand before a deliberate replay into this table.' CODEC(Delta, ZSTD(1)),
  _landed_at DateTime('UTC') DEFAULT now() COMMENT 'When the row was inserted, by the server clock.' CODEC(Delta, ZSTD(1)),
  _version UInt64 MATERIALIZED bitOr(bitShiftLeft(toUInt64(_epoch), 48), _offset) COMMENT 'Of rows with one key the greatest wins: the later epoch, then the later offset.' CODEC(Delta, ZSTD(1)),
  PROJECTION landed_ends (SELECT _topic, _partition, _epoch, max(_offset) GROUP BY _topic, _partition, _epoch)
)
ENGINE = {engine}(_version)
ORDER BY (as_of, network, layer, release)
SETTINGS
  non_replicated_deduplication_window = 10000,
  deduplicate_merge_projection_mode = 'rebuild'
COMMENT 'Populations of index snapshots, one row per (as_of, network, layer, release).';
