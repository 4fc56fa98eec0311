-- Where each node is, one row a change.
--
-- A row holds for the observations of its node in partition observation_partition from
-- observation_offset on, until the next one. So the oldest row may be in force today, and none has a TTL.

CREATE TABLE IF NOT EXISTS {database}.placements {on_cluster}
(
  network LowCardinality(String) COMMENT 'Lower-case network name, such as solana.' CODEC(ZSTD(1)),
  layer LowCardinality(String) COMMENT 'consensus, execution, storage, compute or access.' CODEC(ZSTD(1)),
  node_id String COMMENT 'Identity of the node within its network, at most 256 bytes.' CODEC(ZSTD(1)),
  observed_at DateTime64(3, 'UTC') COMMENT 'Event time of the observation that changed the place.' CODEC(Delta, ZSTD(1)),
  observation_partition UInt32 COMMENT 'Partition of the observation topic.' CODEC(Delta, ZSTD(1)),
  observation_offset UInt64 COMMENT 'First offset of that partition from which this place holds.' CODEC(Delta, ZSTD(1)),
  ip LowCardinality(Nullable(String)) COMMENT 'Public address; null if unknown.' CODEC(ZSTD(1)),
  asn Nullable(UInt32) COMMENT 'Autonomous system number; null if unknown.' CODEC(ZSTD(1)),
  asn_origin LowCardinality(Nullable(String)) COMMENT 'declared or derived; null if asn is unknown.' CODEC(ZSTD(1)),
  provider LowCardinality(Nullable(String)) COMMENT 'Canonical provider id where listed, else as spelled; null if unknown.' CODEC(ZSTD(1)),
  provider_origin LowCardinality(Nullable(String)) COMMENT 'declared or derived; null if provider is unknown.' CODEC(ZSTD(1)),
  region LowCardinality(Nullable(String)) COMMENT 'provider/region; null if unknown.' CODEC(ZSTD(1)),
  region_origin LowCardinality(Nullable(String)) COMMENT 'declared or derived; null if region is unknown.' CODEC(ZSTD(1)),
  country LowCardinality(Nullable(String)) COMMENT 'ISO 3166-1 alpha-2; null if unknown.' CODEC(ZSTD(1)),
  country_origin LowCardinality(Nullable(String)) COMMENT 'declared or derived; null if country is unknown.' CODEC(ZSTD(1)),
  operator LowCardinality(Nullable(String)) COMMENT 'Who runs the node; null if unknown.' CODEC(ZSTD(1)),
  client LowCardinality(Nullable(String)) COMMENT 'Client software; null if unknown.' CODEC(ZSTD(1)),
  hosting LowCardinality(Nullable(String)) COMMENT 'hyperscale, cloud, datacenter, residential, consumer or tor; null if unknown.' CODEC(ZSTD(1)),
  hosting_origin LowCardinality(Nullable(String)) COMMENT 'declared or derived; null if hosting is unknown.' CODEC(ZSTD(1)),
  conflicts Array(LowCardinality(String)) COMMENT 'Dimensions whose declared and derived values differ.' CODEC(ZSTD(1)),
  tables_version LowCardinality(String) COMMENT 'Which enrichment tables were used.' CODEC(ZSTD(1)),
  _topic LowCardinality(String) COMMENT 'Kafka topic the row came from.' CODEC(ZSTD(1)),
  _partition UInt32 COMMENT 'Kafka partition the row came from.' CODEC(Delta, ZSTD(1)),
  _offset UInt64 COMMENT 'Kafka offset the row came from.' CODEC(Delta, ZSTD(1)),
  _epoch UInt16 COMMENT 'Landing epoch: raised by hand before a deliberate replay into this table.' CODEC(Delta, ZSTD(1)),
  _landed_at DateTime('UTC') DEFAULT now() COMMENT 'When the row was inserted, by the server clock.' CODEC(Delta, ZSTD(1)),
  _version UInt64 MATERIALIZED bitOr(bitShiftLeft(toUInt64(_epoch), 48), _offset) COMMENT 'Of rows with one key the greatest wins: the later epoch, then the later offset.' CODEC(Delta, ZSTD(1)),
  PROJECTION landed_ends (SELECT _topic, _partition, _epoch, max(_offset) GROUP BY _topic, _partition, _epoch)
)
ENGINE = {engine}(_version)
ORDER BY (network, layer, node_id, observation_partition, observation_offset)
SETTINGS
  non_replicated_deduplication_window = 10000,
  deduplicate_merge_projection_mode = 'rebuild'
COMMENT 'Measured places of nodes, one row per change.';
