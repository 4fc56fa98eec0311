-- The largest entities behind each decentralization row.
--
-- Sorted by series, then time: a chart reads one range. The projection keeps the newest instant of each
-- series, so that the latest_ view does not read history.

CREATE TABLE IF NOT EXISTS {database}.entity_shares {on_cluster}
(
  network LowCardinality(String) COMMENT 'Lower-case network name, such as solana.' CODEC(ZSTD(1)),
  layer LowCardinality(String) COMMENT 'consensus, execution, storage, compute or access.' CODEC(ZSTD(1)),
  at DateTime64(3, 'UTC') COMMENT 'The instant T, a multiple of the step.' CODEC(DoubleDelta, ZSTD(1)),
  window_s UInt32 COMMENT 'Window W in seconds: the rows cover (T - W, T].' CODEC(Delta, ZSTD(1)),
  dimension LowCardinality(String) COMMENT 'What makes an entity: node, provider, region, asn, country, operator, client or hosting.' CODEC(ZSTD(1)),
  weighting LowCardinality(String) COMMENT 'nodes (each counts 1) or weight (each counts its declared weight).' CODEC(ZSTD(1)),
  entity LowCardinality(String) COMMENT 'The entity, or other for the rest.' CODEC(ZSTD(1)),
  nodes UInt64 COMMENT 'Its live nodes.' CODEC(ZSTD(1)),
  weight UInt64 COMMENT 'Its weight under the weighting.' CODEC(ZSTD(1)),
  share Float64 COMMENT 'Of the known weight.' CODEC(ZSTD(1)),
  rank UInt32 COMMENT '1 is the largest; the rest has 51.' CODEC(ZSTD(1)),
  _topic LowCardinality(String) COMMENT 'Kafka topic the row came from.' CODEC(ZSTD(1)),
  _partition UInt32 COMMENT 'Kafka partition the row came from.' CODEC(Delta, ZSTD(1)),
  _offset UInt64 COMMENT 'Kafka offset the row came from.' CODEC(Delta, ZSTD(1)),
  _epoch UInt16 COMMENT 'Landing epoch: raised by hand before a deliberate replay into this table.' CODEC(Delta, ZSTD(1)),
  _landed_at DateTime('UTC') DEFAULT now() COMMENT 'When the row was inserted, by the server clock.' CODEC(Delta, ZSTD(1)),
  _version UInt64 MATERIALIZED bitOr(bitShiftLeft(toUInt64(_epoch), 48), _offset) COMMENT 'Of rows with one key the greatest wins: the later epoch, then the later offset.' CODEC(Delta, ZSTD(1)),
  PROJECTION landed_ends (SELECT _topic, _partition, _epoch, max(_offset) GROUP BY _topic, _partition, _epoch),
  PROJECTION latest_at (SELECT network, layer, window_s, dimension, weighting, max(at) GROUP BY network, layer, window_s, dimension, weighting)
)
ENGINE = {engine}(_version)
PARTITION BY toYear(at)
ORDER BY (network, layer, dimension, weighting, window_s, at, entity)
SETTINGS
  non_replicated_deduplication_window = 10000,
  deduplicate_merge_projection_mode = 'rebuild'
COMMENT 'The 50 largest entities and other, one row per (network, layer, at, window_s, dimension, weighting, entity).';
