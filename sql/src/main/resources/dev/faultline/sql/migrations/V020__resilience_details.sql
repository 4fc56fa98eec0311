-- What a resilience row needs to be recomputed, and what is left after the loss of a largest entity.

ALTER TABLE {database}.resilience {on_cluster}
  ADD COLUMN IF NOT EXISTS live_nodes UInt64 COMMENT 'Live nodes.' CODEC(ZSTD(1)) AFTER silent,
  ADD COLUMN IF NOT EXISTS down_nodes UInt64 COMMENT 'Nodes last seen down.' CODEC(ZSTD(1)) AFTER live_nodes,
  ADD COLUMN IF NOT EXISTS silent_nodes UInt64 COMMENT 'Nodes seen lately but not in the window.' CODEC(ZSTD(1)) AFTER down_nodes,
  ADD COLUMN IF NOT EXISTS incidents_in_scope UInt32 COMMENT 'Open incidents whose provider hosts live weight of the population.' CODEC(ZSTD(1)) AFTER open_incidents,
  ADD COLUMN IF NOT EXISTS incidents_through UInt64 COMMENT 'The row knows the incident revisions before this offset, and of these the ones with known_at <= at.' CODEC(ZSTD(1)) AFTER incidents_in_scope,
  ADD COLUMN IF NOT EXISTS survivors_entities Map(LowCardinality(String), UInt64) COMMENT 'Per dimension how many entities are left after its largest has failed.' CODEC(ZSTD(1)) AFTER blast_radius,
  ADD COLUMN IF NOT EXISTS survivors_nakamoto Map(LowCardinality(String), UInt32) COMMENT 'Per dimension the liveness coefficient of the rest.' CODEC(ZSTD(1)) AFTER survivors_entities,
  ADD COLUMN IF NOT EXISTS survivors_hhi Map(LowCardinality(String), Float64) COMMENT 'Per dimension the hhi of the rest.' CODEC(ZSTD(1)) AFTER survivors_nakamoto,
  ADD COLUMN IF NOT EXISTS survivors_top1 Map(LowCardinality(String), Float64) COMMENT 'Per dimension the share of the rest that its largest has.' CODEC(ZSTD(1)) AFTER survivors_hhi,
  ADD COLUMN IF NOT EXISTS weakest_value Nullable(Float64) COMMENT 'Value of the weakest component.' CODEC(ZSTD(1)) AFTER weakest;
