-- Whose node ids snapshots do not tell.

ALTER TABLE {database}.networks {on_cluster}
  ADD COLUMN IF NOT EXISTS node_ids LowCardinality(String) DEFAULT 'public' COMMENT 'private where nodes stand in the homes of people, so that files do not tell their ids; else public.' CODEC(ZSTD(1)) AFTER publisher_lag_s;
