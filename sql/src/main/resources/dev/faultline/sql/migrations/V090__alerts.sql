-- The changes of state of alerts.

CREATE TABLE IF NOT EXISTS {database}.alerts {on_cluster}
(
  rule LowCardinality(String) COMMENT 'Name of the rule.' CODEC(ZSTD(1)),
  subject LowCardinality(String) COMMENT 'network/layer of a population, or feed/name.' CODEC(ZSTD(1)),
  at DateTime64(3, 'UTC') COMMENT 'The T, or the poll, that changed the state.' CODEC(Delta, ZSTD(1)),
  state LowCardinality(String) COMMENT 'pending: the condition holds, for less than the rule wants; firing: for as long as it wants; resolved: it holds no more.' CODEC(ZSTD(1)),
  severity LowCardinality(String) COMMENT 'info, warning or critical.' CODEC(ZSTD(1)),
  active_at DateTime64(3, 'UTC') COMMENT 'Since when the condition held; with rule and subject it names the alert.' CODEC(Delta, ZSTD(1)),
  fired_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it had held for as long as the rule wants; null if it never did.' CODEC(ZSTD(1)),
  resolved_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it held no more; null until then.' CODEC(ZSTD(1)),
  measure LowCardinality(String) COMMENT 'What was looked at.' CODEC(ZSTD(1)),
  value Nullable(Float64) COMMENT 'Of the measure at that instant; null if it is not defined.' CODEC(ZSTD(1)),
  condition LowCardinality(String) COMMENT 'As in the rule, such as >= 0.5 liveness.' CODEC(ZSTD(1)),
  threshold Float64 COMMENT 'What the value was held against.' CODEC(ZSTD(1)),
  for_ms UInt64 COMMENT 'How long in milliseconds the condition must hold before the alert fires.' CODEC(ZSTD(1)),
  window_s Nullable(UInt32) COMMENT 'Window in seconds of the rows that were looked at; null for a feed.' CODEC(ZSTD(1)),
  text String COMMENT 'For people.' CODEC(ZSTD(1)),
  _topic LowCardinality(String) COMMENT 'Kafka topic the row came from.' CODEC(ZSTD(1)),
  _partition UInt32 COMMENT 'Kafka partition the row came from.' CODEC(Delta, ZSTD(1)),
  _offset UInt64 COMMENT 'Kafka offset the row came from.' CODEC(Delta, ZSTD(1)),
  _epoch UInt16 COMMENT 'Landing epoch: raised by hand before a deliberate replay into this table.' CODEC(Delta, ZSTD(1)),
  _landed_at DateTime('UTC') DEFAULT now() COMMENT 'When the row was inserted, by the server clock.' CODEC(Delta, ZSTD(1)),
  _version UInt64 MATERIALIZED bitOr(bitShiftLeft(toUInt64(_epoch), 48), _offset) COMMENT 'Of rows with one key the greatest wins: the later epoch, then the later offset.' CODEC(Delta, ZSTD(1)),
  PROJECTION landed_ends (SELECT _topic, _partition, _epoch, max(_offset) GROUP BY _topic, _partition, _epoch)
)
ENGINE = {engine}(_version)
ORDER BY (rule, subject, active_at, state)
SETTINGS
  non_replicated_deduplication_window = 10000,
  deduplicate_merge_projection_mode = 'rebuild'
COMMENT 'Changes of state of alerts, one row per (rule, subject, active_at, state).';
