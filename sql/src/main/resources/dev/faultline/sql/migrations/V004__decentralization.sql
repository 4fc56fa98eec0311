-- How concentrated each population was.
--
-- Sorted by series, then time: a chart reads one range. The projection keeps the newest instant of each
-- series, so that the latest_ view does not read history.

CREATE TABLE IF NOT EXISTS {database}.decentralization {on_cluster}
(
  network LowCardinality(String) COMMENT 'Lower-case network name, such as solana.' CODEC(ZSTD(1)),
  layer LowCardinality(String) COMMENT 'consensus, execution, storage, compute or access.' CODEC(ZSTD(1)),
  at DateTime64(3, 'UTC') COMMENT 'The instant T, a multiple of the step.' CODEC(DoubleDelta, ZSTD(1)),
  window_s UInt32 COMMENT 'Window W in seconds: the rows cover (T - W, T].' CODEC(Delta, ZSTD(1)),
  dimension LowCardinality(String) COMMENT 'What makes an entity: node, provider, region, asn, country, operator, client or hosting.' CODEC(ZSTD(1)),
  weighting LowCardinality(String) COMMENT 'nodes (each counts 1) or weight (each counts its declared weight).' CODEC(ZSTD(1)),
  nodes UInt64 COMMENT 'Live nodes.' CODEC(ZSTD(1)),
  entities UInt64 COMMENT 'Known entities of positive weight.' CODEC(ZSTD(1)),
  total UInt64 COMMENT 'Weight of the live nodes.' CODEC(ZSTD(1)),
  known UInt64 COMMENT 'Weight with a known entity.' CODEC(ZSTD(1)),
  unknown UInt64 COMMENT 'Weight without one.' CODEC(ZSTD(1)),
  coverage Nullable(Float64) COMMENT 'known / total.' CODEC(ZSTD(1)),
  nakamoto_liveness Nullable(UInt32) COMMENT 'Least number of entities that can halt the network, by its own rule.' CODEC(ZSTD(1)),
  nakamoto_liveness_pessimistic Nullable(UInt32) COMMENT 'The same, as if all unknown weight belonged to the largest entity.' CODEC(ZSTD(1)),
  nakamoto_safety Nullable(UInt32) COMMENT 'Least number of entities that can break safety, by its own rule; null if it has none.' CODEC(ZSTD(1)),
  nakamoto_third Nullable(UInt32) COMMENT 'Least number with strictly more than 1/3.' CODEC(ZSTD(1)),
  nakamoto_half Nullable(UInt32) COMMENT 'Least number with strictly more than 1/2.' CODEC(ZSTD(1)),
  nakamoto_two_thirds Nullable(UInt32) COMMENT 'Least number with strictly more than 2/3.' CODEC(ZSTD(1)),
  hhi Nullable(Float64) COMMENT 'Herfindahl-Hirschman index, 0 to 1.' CODEC(ZSTD(1)),
  effective_entities Nullable(Float64) COMMENT '1 / hhi (Hill number, q = 2).' CODEC(ZSTD(1)),
  effective_entities_q1 Nullable(Float64) COMMENT 'exp of the entropy in nats (Hill number, q = 1).' CODEC(ZSTD(1)),
  entropy Nullable(Float64) COMMENT 'Shannon entropy in bits.' CODEC(ZSTD(1)),
  normalized_entropy Nullable(Float64) COMMENT 'entropy / log2 of entities.' CODEC(ZSTD(1)),
  gini Nullable(Float64) COMMENT 'Gini coefficient.' CODEC(ZSTD(1)),
  theil Nullable(Float64) COMMENT 'Theil index.' CODEC(ZSTD(1)),
  top1 Nullable(Float64) COMMENT 'Share of the largest entity.' CODEC(ZSTD(1)),
  top3 Nullable(Float64) COMMENT 'Share of the three largest.' CODEC(ZSTD(1)),
  big_three Nullable(Float64) COMMENT 'Share of aws, azure and gcp; dimension provider only.' CODEC(ZSTD(1)),
  robustness Nullable(Float64) COMMENT 'Mean share left as the largest entities are removed one by one.' CODEC(ZSTD(1)),
  robustness_ratio Nullable(Float64) COMMENT 'robustness over that of random removal.' CODEC(ZSTD(1)),
  top_entity LowCardinality(Nullable(String)) COMMENT 'The largest entity.' CODEC(ZSTD(1)),
  late UInt64 COMMENT 'Observations inside the window that came after their slot had closed.' CODEC(ZSTD(1)),
  methodology_version LowCardinality(String) COMMENT 'Which definitions were used.' CODEC(ZSTD(1)),
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
ORDER BY (network, layer, dimension, weighting, window_s, at)
SETTINGS
  non_replicated_deduplication_window = 10000,
  deduplicate_merge_projection_mode = 'rebuild'
COMMENT 'Decentralization measures, one row per (network, layer, at, window_s, dimension, weighting).';
