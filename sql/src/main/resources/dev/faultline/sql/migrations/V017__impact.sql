-- What each incident did to each population that had weight in its scope. Null cases are rows too.

CREATE TABLE IF NOT EXISTS {database}.impact {on_cluster}
(
  network LowCardinality(String) COMMENT 'Lower-case network name.' CODEC(ZSTD(1)),
  layer LowCardinality(String) COMMENT 'consensus, execution, storage, compute or access.' CODEC(ZSTD(1)),
  source LowCardinality(String) COMMENT 'The feed of the incident, such as gcp-status.' CODEC(ZSTD(1)),
  incident_id String COMMENT 'Id within the source.' CODEC(ZSTD(1)),
  at DateTime64(3, 'UTC') COMMENT 'The last instant looked at.' CODEC(Delta, ZSTD(1)),
  window_s UInt32 COMMENT 'Window W in seconds of the population.' CODEC(Delta, ZSTD(1)),
  weighting LowCardinality(String) COMMENT 'nodes (each counts 1) or weight (each counts its declared weight).' CODEC(ZSTD(1)),
  provider LowCardinality(String) COMMENT 'Whose incident.' CODEC(ZSTD(1)),
  begins_at DateTime64(3, 'UTC') COMMENT 'When it is said to have begun, as known at at.' CODEC(Delta, ZSTD(1)),
  ends_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it is said to have ended, as known at at; null while unknown.' CODEC(Delta, ZSTD(1)),
  baseline_at DateTime64(3, 'UTC') COMMENT 'The last instant before begins_at.' CODEC(Delta, ZSTD(1)),
  baseline_total UInt64 COMMENT 'Live weight of the population then.' CODEC(Delta, ZSTD(1)),
  baseline UInt64 COMMENT 'Live weight in scope then, nodes of known place only.' CODEC(Delta, ZSTD(1)),
  trough UInt64 COMMENT 'Least live weight in scope since begins_at.' CODEC(Delta, ZSTD(1)),
  trough_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When the trough was first reached; null if nothing was lost.' CODEC(Delta, ZSTD(1)),
  lost UInt64 COMMENT 'baseline - trough, at least 0.' CODEC(Delta, ZSTD(1)),
  exposed_share Nullable(Float64) COMMENT 'baseline / baseline_total.' CODEC(ZSTD(1)),
  lost_share Nullable(Float64) COMMENT 'lost / baseline_total.' CODEC(ZSTD(1)),
  conversion Nullable(Float64) COMMENT 'lost / baseline; null if nothing was exposed.' CODEC(ZSTD(1)),
  time_to_lose_ms Nullable(UInt64) COMMENT 'Milliseconds from begins_at to trough_at.' CODEC(ZSTD(1)),
  time_to_recover_ms Nullable(UInt64) COMMENT 'Milliseconds from trough_at until 95 % of the baseline were live again; null if nothing was lost or it has not come back.' CODEC(ZSTD(1)),
  area_weight_s Float64 COMMENT 'Missing weight times the seconds it was missing.' CODEC(ZSTD(1)),
  complete Bool COMMENT 'Whether later instants change nothing, unless the incident is revised.' CODEC(ZSTD(1)),
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
ORDER BY (network, layer, source, incident_id, weighting, window_s, at)
SETTINGS
  non_replicated_deduplication_window = 10000,
  deduplicate_merge_projection_mode = 'rebuild'
COMMENT 'What incidents did to populations, one row per (network, layer, source, incident_id, weighting, window_s, at).';
