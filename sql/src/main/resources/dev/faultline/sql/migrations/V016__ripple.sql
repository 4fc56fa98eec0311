-- Incidents of dependants that began within outages of providers: pairs, and how much more often than by
-- chance they were seen.

CREATE TABLE IF NOT EXISTS {database}.ripple {on_cluster}
(
  dependant LowCardinality(String) COMMENT 'Whose service suffered: an exchange, game or front end.' CODEC(ZSTD(1)),
  provider LowCardinality(String) COMMENT 'Canonical id of the provider with the outage.' CODEC(ZSTD(1)),
  at DateTime64(3, 'UTC') COMMENT 'Of a pair, when this became known; of a lift, a midnight, UTC.' CODEC(Delta, ZSTD(1)),
  finding LowCardinality(String) COMMENT 'pair, no_pair (takes back a pair, because an incident was revised) or lift.' CODEC(ZSTD(1)),
  dependant_source LowCardinality(Nullable(String)) COMMENT 'Of a pair: the feed of the dependant.' CODEC(ZSTD(1)),
  dependant_incident Nullable(String) COMMENT 'Of a pair: the incident of the dependant.' CODEC(ZSTD(1)),
  provider_source LowCardinality(Nullable(String)) COMMENT 'Of a pair: the feed of the provider.' CODEC(ZSTD(1)),
  provider_incident Nullable(String) COMMENT 'Of a pair: the outage of the provider.' CODEC(ZSTD(1)),
  lag_ms Nullable(UInt64) COMMENT 'Of a pair: milliseconds from the begin of the outage to that of the incident of the dependant.' CODEC(ZSTD(1)),
  window_s Nullable(UInt32) COMMENT 'Of a lift: length of the window in seconds; it ends at at.' CODEC(ZSTD(1)),
  incidents Nullable(UInt32) COMMENT 'Of a lift: incidents of the dependant that began in the window.' CODEC(ZSTD(1)),
  overlaps Nullable(UInt32) COMMENT 'Of a lift: of these, those that began within an outage of the provider; at least 3.' CODEC(ZSTD(1)),
  downtime_ms Nullable(UInt64) COMMENT 'Of a lift: length of the union of the outages of the provider within the window, in milliseconds.' CODEC(ZSTD(1)),
  lift Nullable(Float64) COMMENT 'Of a lift: overlaps / (incidents x downtime / window); 1 is chance.' CODEC(ZSTD(1)),
  methodology_version LowCardinality(String) COMMENT 'Which definitions were used.' CODEC(ZSTD(1)),
  pair UInt64 MATERIALIZED sipHash64(toString(tuple(dependant_source, dependant_incident, provider_source, provider_incident))) COMMENT 'Which two incidents: a hash of them; all lifts have the same.' CODEC(ZSTD(1)),
  _topic LowCardinality(String) COMMENT 'Kafka topic the row came from.' CODEC(ZSTD(1)),
  _partition UInt32 COMMENT 'Kafka partition the row came from.' CODEC(Delta, ZSTD(1)),
  _offset UInt64 COMMENT 'Kafka offset the row came from.' CODEC(Delta, ZSTD(1)),
  _epoch UInt16 COMMENT 'Landing epoch: raised by hand before a deliberate replay into this table.' CODEC(Delta, ZSTD(1)),
  _landed_at DateTime('UTC') DEFAULT now() COMMENT 'When the row was inserted, by the server clock.' CODEC(Delta, ZSTD(1)),
  _version UInt64 MATERIALIZED bitOr(bitShiftLeft(toUInt64(_epoch), 48), _offset) COMMENT 'Of rows with one key the greatest wins: the later epoch, then the later offset.' CODEC(Delta, ZSTD(1)),
  PROJECTION landed_ends (SELECT _topic, _partition, _epoch, max(_offset) GROUP BY _topic, _partition, _epoch)
)
ENGINE = {engine}(_version)
ORDER BY (dependant, provider, pair, at)
SETTINGS
  non_replicated_deduplication_window = 10000,
  deduplicate_merge_projection_mode = 'rebuild'
COMMENT 'Pairs of incidents of dependants and providers, and their lift over chance; one row per (dependant, provider, pair, at).';
