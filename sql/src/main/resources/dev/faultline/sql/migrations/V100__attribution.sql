-- Which provider the text of a dependant names, beside what only happened at the same time.

ALTER TABLE {database}.incident_revisions {on_cluster}
  ADD COLUMN IF NOT EXISTS attributed_to Array(LowCardinality(String)) COMMENT 'Of a dependant: canonical ids of the providers that its text names, each once.' CODEC(ZSTD(1)) AFTER modified_at,
  ADD COLUMN IF NOT EXISTS attributed_in Array(LowCardinality(String)) COMMENT 'The place of each in attributed_to: the field, and at which letter the name begins, such as title@12.' CODEC(ZSTD(1)) AFTER attributed_to;

ALTER TABLE {database}.ripple {on_cluster}
  ADD COLUMN IF NOT EXISTS attributed_in Nullable(String) COMMENT 'Of a pair: where the text of the dependant names the provider, such as title@12; null if it does not, and in rows of before it was told.' CODEC(ZSTD(1)) AFTER methodology_version,
  ADD COLUMN IF NOT EXISTS attributed_incidents Nullable(UInt32) COMMENT 'Of a lift: of the incidents, those whose text names the provider; null in rows of before it was told.' CODEC(ZSTD(1)) AFTER attributed_in;
