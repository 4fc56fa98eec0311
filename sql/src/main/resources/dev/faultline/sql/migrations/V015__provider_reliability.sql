-- What each provider's own feed says of it, a row a day.
--
-- A thin feed is not resilience: revisions, unplaced and feed_since say how much the feed told.

CREATE TABLE IF NOT EXISTS {database}.provider_reliability {on_cluster}
(
  provider LowCardinality(String) COMMENT 'Canonical provider id, such as gcp.' CODEC(ZSTD(1)),
  region LowCardinality(String) COMMENT 'Region of the provider; the word all takes every outage of the provider together, with or without a place.' CODEC(ZSTD(1)),
  at DateTime64(3, 'UTC') COMMENT 'A midnight, UTC: the row says what was known then.' CODEC(Delta, ZSTD(1)),
  window_s UInt32 COMMENT 'Length of the window in seconds: it ends at at.' CODEC(Delta, ZSTD(1)),
  incidents UInt32 COMMENT 'Outages that fall into the window, wholly or in part.' CODEC(Delta, ZSTD(1)),
  began UInt32 COMMENT 'Of these, those that began in it.' CODEC(Delta, ZSTD(1)),
  ended UInt32 COMMENT 'Of these, those that ended in it.' CODEC(Delta, ZSTD(1)),
  downtime_ms UInt64 COMMENT 'Length of the union of the outages within the window, in milliseconds.' CODEC(Delta, ZSTD(1)),
  availability Float64 COMMENT '1 - downtime / window.' CODEC(ZSTD(1)),
  mttr_s Nullable(Float64) COMMENT 'Mean whole length of the outages that ended in the window, in seconds; null if none did.' CODEC(ZSTD(1)),
  mtbf_s Nullable(Float64) COMMENT 'Seconds without an outage in the window, by the outages that began in it; null if none did.' CODEC(ZSTD(1)),
  unplaced UInt32 COMMENT 'Outages of the provider in the window without a known region: rows of regions lack them.' CODEC(Delta, ZSTD(1)),
  revisions UInt32 COMMENT 'Revisions of outages of the provider that were seen in the window: how busy its feed is.' CODEC(Delta, ZSTD(1)),
  feed_since DateTime64(3, 'UTC') COMMENT 'When the first revision of an outage of the provider was seen: before it nothing is known.' CODEC(Delta, ZSTD(1)),
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
ORDER BY (provider, region, window_s, at)
SETTINGS
  non_replicated_deduplication_window = 10000,
  deduplicate_merge_projection_mode = 'rebuild'
COMMENT 'What the status feeds of providers say of them, one row per (provider, region, window_s, at).';
