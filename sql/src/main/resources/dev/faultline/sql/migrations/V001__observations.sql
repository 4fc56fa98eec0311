-- Raw observations, as their sources declared them.
--
-- Sorted by time before node: the question asked of this table is "who was seen in (T - W, T]", which
-- reads one short range that way. One key is one statement about one node at one instant; when it is
-- published again (a re-import) the later Kafka offset wins, as in the measures themselves.
--
-- Kept for ten years from landing, not from observed_at: an import may be older than any event-time
-- limit, and must not vanish as it arrives. Every published row can be recomputed for as long.

CREATE TABLE IF NOT EXISTS {database}.observations {on_cluster}
(
  network LowCardinality(String) COMMENT 'Lower-case network name, such as solana.' CODEC(ZSTD(1)),
  layer LowCardinality(String) COMMENT 'consensus, execution, storage, compute or access.' CODEC(ZSTD(1)),
  node_id LowCardinality(String) COMMENT 'Identity of the node within its network, at most 256 bytes.' CODEC(ZSTD(1)),
  observed_at DateTime64(3, 'UTC') COMMENT 'Event time of the observation.' CODEC(Delta, ZSTD(1)),
  status LowCardinality(String) COMMENT 'up, degraded or down.' CODEC(ZSTD(1)),
  ip LowCardinality(Nullable(String)) COMMENT 'Public address, canonical text; null if unknown.' CODEC(ZSTD(1)),
  asn Nullable(UInt32) COMMENT 'Autonomous system number as declared; null if unknown.' CODEC(ZSTD(1)),
  provider LowCardinality(Nullable(String)) COMMENT 'Hosting provider as the source spells it; null if unknown.' CODEC(ZSTD(1)),
  region LowCardinality(Nullable(String)) COMMENT 'Region of the provider, such as us-east-1; null if unknown.' CODEC(ZSTD(1)),
  country LowCardinality(Nullable(String)) COMMENT 'ISO 3166-1 alpha-2; null if unknown.' CODEC(ZSTD(1)),
  operator LowCardinality(Nullable(String)) COMMENT 'Who runs the node; null if unknown.' CODEC(ZSTD(1)),
  client LowCardinality(Nullable(String)) COMMENT 'Client software, such as agave; null if unknown.' CODEC(ZSTD(1)),
  client_version LowCardinality(Nullable(String)) COMMENT 'Its version; null if unknown.' CODEC(ZSTD(1)),
  hosting LowCardinality(Nullable(String)) COMMENT 'hyperscale, cloud, datacenter, residential, consumer or tor; null if unknown.' CODEC(ZSTD(1)),
  weight Nullable(UInt64) COMMENT 'In the base unit of the network (lamports, gwei, GiB, GPUs); null if it has none.' CODEC(ZSTD(1)),
  source LowCardinality(String) COMMENT 'Which feed said so.' CODEC(ZSTD(1)),
  _topic LowCardinality(String) COMMENT 'Kafka topic the row came from.' CODEC(ZSTD(1)),
  _partition UInt32 COMMENT 'Kafka partition the row came from.' CODEC(Delta, ZSTD(1)),
  _offset UInt64 COMMENT 'Kafka offset the row came from.' CODEC(Delta, ZSTD(1)),
  _epoch UInt16 COMMENT 'Landing epoch: raised by hand before a deliberate replay into this table.' CODEC(Delta, ZSTD(1)),
  _landed_at DateTime('UTC') DEFAULT now() COMMENT 'When the row was inserted, by the server clock.' CODEC(Delta, ZSTD(1)),
  _version UInt64 MATERIALIZED bitOr(bitShiftLeft(toUInt64(_epoch), 48), _offset) COMMENT 'Of rows with one key the greatest wins: the later epoch, then the later offset.' CODEC(Delta, ZSTD(1)),
  PROJECTION landed_ends (SELECT _topic, _partition, _epoch, max(_offset) GROUP BY _topic, _partition, _epoch)
)
ENGINE = {engine}(_version)
PARTITION BY toYear(observed_at)
ORDER BY (network, layer, observed_at, node_id)
TTL _landed_at + INTERVAL 10 YEAR
SETTINGS
  non_replicated_deduplication_window = 10000,
  deduplicate_merge_projection_mode = 'rebuild'
COMMENT 'Raw node observations, one row per (network, layer, node_id, observed_at).';
