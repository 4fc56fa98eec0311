-- The observation topic record by record, ticks too, none replaced. The order of the records in their
-- partition decides what counts at an instant: what stands before the first tick with a time of at least
-- T + grace. observations keeps one row a key, the one said last, and cannot tell what was there before.
--
-- Sorted so that "who was seen in (T - W, T]" and "which tick closed T" each read one short range. Kept as
-- long as observations.

CREATE TABLE IF NOT EXISTS {database}.observation_log {on_cluster}
(
  network LowCardinality(String) COMMENT 'Lower-case network name, such as solana.' CODEC(ZSTD(1)),
  layer LowCardinality(String) COMMENT 'consensus, execution, storage, compute or access.' CODEC(ZSTD(1)),
  is_tick Bool COMMENT 'Whether it is a tick: up to observed_at everything has been published to its partition.' CODEC(ZSTD(1)),
  observed_at DateTime64(3, 'UTC') COMMENT 'Event time of the observation, or the time of the tick.' CODEC(Delta, ZSTD(1)),
  node_id LowCardinality(String) COMMENT 'Identity of the node within its network; empty for a tick.' CODEC(ZSTD(1)),
  status LowCardinality(String) COMMENT 'up, degraded or down; tick for a tick.' CODEC(ZSTD(1)),
  weight Nullable(UInt64) COMMENT 'In the base unit of the network; null if it has none.' CODEC(ZSTD(1)),
  client_version LowCardinality(Nullable(String)) COMMENT 'Version of the client software; null if unknown.' CODEC(ZSTD(1)),
  source LowCardinality(String) COMMENT 'Which feed said so; empty for a tick.' CODEC(ZSTD(1)),
  incidents_through Nullable(UInt64) COMMENT 'Of a tick: the incident revisions before this offset had been published, too.' CODEC(ZSTD(1)),
  _topic LowCardinality(String) COMMENT 'Kafka topic the row came from.' CODEC(ZSTD(1)),
  _partition UInt32 COMMENT 'Kafka partition the row came from.' CODEC(Delta, ZSTD(1)),
  _offset UInt64 COMMENT 'Kafka offset the row came from.' CODEC(Delta, ZSTD(1)),
  _epoch UInt16 COMMENT 'Landing epoch: raised by hand before a deliberate replay into this table.' CODEC(Delta, ZSTD(1)),
  _landed_at DateTime('UTC') DEFAULT now() COMMENT 'When the row was inserted, by the server clock.' CODEC(Delta, ZSTD(1)),
  _version UInt64 MATERIALIZED bitOr(bitShiftLeft(toUInt64(_epoch), 48), _offset) COMMENT 'Of rows with one key the greatest wins: the later epoch.' CODEC(Delta, ZSTD(1)),
  PROJECTION landed_ends (SELECT _topic, _partition, _epoch, max(_offset) GROUP BY _topic, _partition, _epoch)
)
ENGINE = {engine}(_version)
PARTITION BY toYear(observed_at)
ORDER BY (network, layer, is_tick, observed_at, node_id, _partition, _offset)
TTL _landed_at + INTERVAL 10 YEAR
SETTINGS
  non_replicated_deduplication_window = 10000,
  deduplicate_merge_projection_mode = 'rebuild'
COMMENT 'Every record of the observation topic, ticks too, one row per (partition, offset).';
