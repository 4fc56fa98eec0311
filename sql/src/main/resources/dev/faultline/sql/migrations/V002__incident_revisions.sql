-- Every version of every incident, as its source told it.
--
-- Bitemporal: known_at is when we saw the version, begins_at and ends_at are when it is said to have
-- happened. Small and precious: kept for twenty years from landing.

CREATE TABLE IF NOT EXISTS {database}.incident_revisions {on_cluster}
(
  source LowCardinality(String) COMMENT 'The feed, such as gcp-status.' CODEC(ZSTD(1)),
  incident_id String COMMENT 'Id within the source.' CODEC(ZSTD(1)),
  revision UInt32 COMMENT '1, 2, 3 ... in the order of publication.' CODEC(Delta, ZSTD(1)),
  content_hash String COMMENT 'Hex hash of the incident as the source gave it; a revision is a change of it.' CODEC(ZSTD(1)),
  known_at DateTime64(3, 'UTC') COMMENT 'When this version was seen; orders what was known.' CODEC(Delta, ZSTD(1)),
  kind LowCardinality(String) COMMENT 'outage, maintenance or dependant (an exchange, game or front end).' CODEC(ZSTD(1)),
  provider LowCardinality(String) COMMENT 'Canonical provider id; for a dependant its own name.' CODEC(ZSTD(1)),
  status LowCardinality(String) COMMENT 'investigating, identified, monitoring, resolved, vanished or retracted.' CODEC(ZSTD(1)),
  severity LowCardinality(String) COMMENT 'info, minor, major or critical.' CODEC(ZSTD(1)),
  begins_at DateTime64(3, 'UTC') COMMENT 'When it is said to have begun.' CODEC(Delta, ZSTD(1)),
  ends_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it is said to have ended; null while unknown.' CODEC(Delta, ZSTD(1)),
  title String COMMENT 'One line of text.' CODEC(ZSTD(1)),
  url Nullable(String) COMMENT 'Where to read it; null if nowhere.' CODEC(ZSTD(1)),
  parent_id Nullable(String) COMMENT 'If retracted because merged: the incident of the same source it went into.' CODEC(ZSTD(1)),
  scopes Array(Tuple(provider LowCardinality(String), region LowCardinality(Nullable(String)), zone LowCardinality(Nullable(String)))) COMMENT 'Where it is said to hurt; region null is unknown, the word global is every region.' CODEC(ZSTD(1)),
  regions Array(LowCardinality(String)) COMMENT 'The known regions of scopes, each once, in their order.' CODEC(ZSTD(1)),
  services Array(LowCardinality(String)) COMMENT 'Services named as affected, in the order of the source.' CODEC(ZSTD(1)),
  modified_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When the source says it last changed the incident.' CODEC(Delta, ZSTD(1)),
  _topic LowCardinality(String) COMMENT 'Kafka topic the row came from.' CODEC(ZSTD(1)),
  _partition UInt32 COMMENT 'Kafka partition the row came from.' CODEC(Delta, ZSTD(1)),
  _offset UInt64 COMMENT 'Kafka offset the row came from.' CODEC(Delta, ZSTD(1)),
  _epoch UInt16 COMMENT 'Landing epoch: raised by hand before a deliberate replay into this table.' CODEC(Delta, ZSTD(1)),
  _landed_at DateTime('UTC') DEFAULT now() COMMENT 'When the row was inserted, by the server clock.' CODEC(Delta, ZSTD(1)),
  _version UInt64 MATERIALIZED bitOr(bitShiftLeft(toUInt64(_epoch), 48), _offset) COMMENT 'Of rows with one key the greatest wins: the later epoch, then the later offset.' CODEC(Delta, ZSTD(1)),
  PROJECTION landed_ends (SELECT _topic, _partition, _epoch, max(_offset) GROUP BY _topic, _partition, _epoch)
)
ENGINE = {engine}(_version)
ORDER BY (source, incident_id, revision)
TTL _landed_at + INTERVAL 20 YEAR
SETTINGS
  non_replicated_deduplication_window = 10000,
  deduplicate_merge_projection_mode = 'rebuild'
COMMENT 'Revisions of provider incidents, one row per (source, incident_id, revision).';
