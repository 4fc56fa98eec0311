-- How the polls of the feeds went. A provider whose feed cannot be read has no incidents either: who asks
-- how reliable a provider is looks here first.
--
-- Kept for two years from landing.

CREATE TABLE IF NOT EXISTS {database}.feed_polls {on_cluster}
(
  feed LowCardinality(String) COMMENT 'Name of the feed in the file of the poller.' CODEC(ZSTD(1)),
  source LowCardinality(String) COMMENT 'The source that its records carry.' CODEC(ZSTD(1)),
  format LowCardinality(String) COMMENT 'How it is written, such as aws-health-json.' CODEC(ZSTD(1)),
  polled_at DateTime64(3, 'UTC') COMMENT 'When the poll ended: when its incidents were known.' CODEC(Delta, ZSTD(1)),
  outcome LowCardinality(String) COMMENT 'read, nothing_listed, not_modified, incomplete (records were refused) or failed.' CODEC(ZSTD(1)),
  reason LowCardinality(Nullable(String)) COMMENT 'Why it failed: timeout, http_status, too_large, content ...; null if it did not.' CODEC(ZSTD(1)),
  detail Nullable(String) COMMENT 'The same for people, in a line.' CODEC(ZSTD(1)),
  http_status Nullable(UInt32) COMMENT 'Status of the last answer; null if there was none.' CODEC(ZSTD(1)),
  duration_ms UInt64 COMMENT 'From the request to the acknowledgement by Kafka, in milliseconds.' CODEC(ZSTD(1)),
  bytes UInt64 COMMENT 'Size of the body, unpacked.' CODEC(ZSTD(1)),
  accepted UInt64 COMMENT 'Records that passed the checks.' CODEC(ZSTD(1)),
  rejected UInt64 COMMENT 'Records that did not.' CODEC(ZSTD(1)),
  published UInt64 COMMENT 'Observations, or incident revisions, that were new.' CODEC(ZSTD(1)),
  vanished UInt64 COMMENT 'Of these the incidents that were listed no more.' CODEC(ZSTD(1)),
  _topic LowCardinality(String) COMMENT 'Kafka topic the row came from.' CODEC(ZSTD(1)),
  _partition UInt32 COMMENT 'Kafka partition the row came from.' CODEC(Delta, ZSTD(1)),
  _offset UInt64 COMMENT 'Kafka offset the row came from.' CODEC(Delta, ZSTD(1)),
  _epoch UInt16 COMMENT 'Landing epoch: raised by hand before a deliberate replay into this table.' CODEC(Delta, ZSTD(1)),
  _landed_at DateTime('UTC') DEFAULT now() COMMENT 'When the row was inserted, by the server clock.' CODEC(Delta, ZSTD(1)),
  _version UInt64 MATERIALIZED bitOr(bitShiftLeft(toUInt64(_epoch), 48), _offset) COMMENT 'Of rows with one key the greatest wins: the later epoch, then the later offset.' CODEC(Delta, ZSTD(1)),
  PROJECTION landed_ends (SELECT _topic, _partition, _epoch, max(_offset) GROUP BY _topic, _partition, _epoch)
)
ENGINE = {engine}(_version)
ORDER BY (feed, polled_at)
TTL _landed_at + INTERVAL 2 YEAR
SETTINGS
  non_replicated_deduplication_window = 10000,
  deduplicate_merge_projection_mode = 'rebuild'
COMMENT 'Polls of the feeds, one row per poll.';
