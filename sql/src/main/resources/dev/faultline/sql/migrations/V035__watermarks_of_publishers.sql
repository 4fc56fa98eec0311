-- Whose watermark a record of the log is, and whether it was that publisher's last one. Of the ticks of
-- earlier builds, which knew no publishers, the greatest counted: as if each were its publisher's last word.

ALTER TABLE {database}.observation_log {on_cluster}
  ADD COLUMN IF NOT EXISTS publisher LowCardinality(String) DEFAULT '' COMMENT 'Whose watermark it is; empty for one without a name, and for an observation.' CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS closed Bool DEFAULT is_tick COMMENT 'Of a watermark: whether its publisher holds nothing back from here on.' CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS is_watermark Bool ALIAS is_tick COMMENT 'Whether it is a watermark; is_tick is what it was called when the table was made.';

ALTER TABLE {database}.networks {on_cluster}
  ADD COLUMN IF NOT EXISTS publisher_lag_s UInt32 DEFAULT arrayMax(windows_s) COMMENT 'How far a publisher may be behind the newest watermark and still hold that of the population, in seconds.' CODEC(ZSTD(1));

DROP VIEW IF EXISTS {database}.closing_ticks {on_cluster};
