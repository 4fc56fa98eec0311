-- What was refused, with what is needed to find it, understand it and send it again.
--
-- The same refusal may be reported twice (a sink that dies between reporting and committing): such rows
-- have one key. Refusals of a file have no offset, so the key ends in a hash of what was refused.
-- Kept for one year from landing.

CREATE TABLE IF NOT EXISTS {database}.dead_letters {on_cluster}
(
  stage LowCardinality(String) COMMENT 'Where it was refused: import, gateway, poll, enrich, measure or sink.' CODEC(ZSTD(1)),
  source LowCardinality(String) COMMENT 'The feed, file format or topic it came from.' CODEC(ZSTD(1)),
  refused_at DateTime64(3, 'UTC') COMMENT 'When it was refused.' CODEC(Delta, ZSTD(1)),
  field LowCardinality(Nullable(String)) COMMENT 'The field or column that was wrong; null if the whole.' CODEC(ZSTD(1)),
  reason String COMMENT 'What was wrong with it.' CODEC(ZSTD(1)),
  line Nullable(UInt64) COMMENT '1-based line or record number in a file or request.' CODEC(ZSTD(1)),
  topic LowCardinality(Nullable(String)) COMMENT 'Topic of the refused record.' CODEC(ZSTD(1)),
  partition Nullable(UInt32) COMMENT 'Its partition.' CODEC(ZSTD(1)),
  offset Nullable(UInt64) COMMENT 'Its offset.' CODEC(ZSTD(1)),
  key Nullable(String) COMMENT 'Its raw key.' CODEC(ZSTD(1)),
  value Nullable(String) COMMENT 'Its raw bytes, cut at 1 MiB less 64 KiB.' CODEC(ZSTD(1)),
  refusal UInt64 MATERIALIZED sipHash64(toString(tuple(topic, partition, offset, line, key, value, if(isNull(offset), concat(ifNull(field, ''), ': ', reason), '')))) COMMENT 'Which refusal this is: a hash of where the record was, else of what was refused.' CODEC(ZSTD(1)),
  _topic LowCardinality(String) COMMENT 'Kafka topic the row came from.' CODEC(ZSTD(1)),
  _partition UInt32 COMMENT 'Kafka partition the row came from.' CODEC(Delta, ZSTD(1)),
  _offset UInt64 COMMENT 'Kafka offset the row came from.' CODEC(Delta, ZSTD(1)),
  _epoch UInt16 COMMENT 'Landing epoch: raised by hand before a deliberate replay into this table.' CODEC(Delta, ZSTD(1)),
  _landed_at DateTime('UTC') DEFAULT now() COMMENT 'When the row was inserted, by the server clock.' CODEC(Delta, ZSTD(1)),
  _version UInt64 MATERIALIZED bitOr(bitShiftLeft(toUInt64(_epoch), 48), _offset) COMMENT 'Of rows with one key the greatest wins: the later epoch, then the later offset.' CODEC(Delta, ZSTD(1)),
  PROJECTION landed_ends (SELECT _topic, _partition, _epoch, max(_offset) GROUP BY _topic, _partition, _epoch)
)
ENGINE = {engine}(_version)
ORDER BY (stage, source, refusal)
TTL _landed_at + INTERVAL 1 YEAR
SETTINGS
  non_replicated_deduplication_window = 10000,
  deduplicate_merge_projection_mode = 'rebuild'
COMMENT 'Refused records, one row per refusal.';
