-- Series for charts. Filters on network, layer, dimension, weighting, window_s and at reach the primary
-- key; equal keys are always in one part of the table by year, so FINAL need not merge across years.

CREATE OR REPLACE VIEW {database}.nakamoto_history {on_cluster} AS
SELECT
  network, layer, dimension, weighting, window_s, at, nodes, entities, coverage,
  nakamoto_liveness, nakamoto_liveness_pessimistic, nakamoto_safety,
  nakamoto_third, nakamoto_half, nakamoto_two_thirds,
  top_entity, top1, methodology_version
FROM {database}.decentralization FINAL
SETTINGS do_not_merge_across_partitions_select_final = 1
COMMENT 'How did the Nakamoto coefficients move: one row per series and instant.';
