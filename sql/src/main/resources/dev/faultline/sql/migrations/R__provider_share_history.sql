-- Columns:
--   provider: The provider; empty for the rest beyond the 50 largest.

CREATE OR REPLACE VIEW {database}.provider_share_history {on_cluster} AS
SELECT network, layer, weighting, window_s, at, entity AS provider, nodes, weight, share, rank
FROM {database}.entity_shares FINAL
WHERE dimension = 'provider'
SETTINGS do_not_merge_across_partitions_select_final = 1
COMMENT 'How did the providers move: the share of each of the largest, one row per series, instant and provider.';
