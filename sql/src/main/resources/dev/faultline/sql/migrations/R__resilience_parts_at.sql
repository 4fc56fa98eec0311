-- What the rows of every methodology are made of: counts, exposed weight and the measures of dimensions.
--
-- Columns as of resilience:
--   any_low: Live weight inside open outages of any severity, of known region only.
--   any_high: With what may be inside.
--   any_high_1: any_high by methodology 1.
--   major_low: As any_low, of severity major or worse.
--   major_high: As any_high, of severity major or worse.
--   major_high_1: major_high by methodology 1.
--   critical_low: As any_low, of severity critical.
--   critical_high: As any_high, of severity critical.
--   critical_high_1: critical_high by methodology 1.
--   in_scope: Open outages whose provider hosts live weight.
--   of_weighting: The weighting of the measures of dimensions; that of the row.
--   numerator: Numerator of the liveness threshold.
--   denominator: Its denominator.
--   known: Known weight by dimension.
--   largest_weights: Weight of the largest entity by dimension.
--   square_sums: Sum of the squared weights by dimension.
--   halting_largest: By dimension 1 if the largest entity alone halts the population.
--   margins: margin by dimension.
--   diversities: diversity by dimension.
--   blast_radii: blast_radius by dimension.
--   left_entities: survivors_entities by dimension.
--   left_nakamoto: survivors_nakamoto by dimension.
--   left_hhi: survivors_hhi by dimension.
--   left_top1: survivors_top1 by dimension.
--   mix_share: hybrid_share.
--   mix_entropy: hybrid_entropy.

CREATE OR REPLACE VIEW {database}.resilience_parts_at {on_cluster} AS
SELECT
  counts.weighting AS weighting, counts.live AS live, counts.down AS down, counts.silent AS silent,
  counts.live_nodes AS live_nodes, counts.down_nodes AS down_nodes, counts.silent_nodes AS silent_nodes,
  exposed.any_low AS any_low, exposed.any_high AS any_high, exposed.any_high_1 AS any_high_1,
  exposed.major_low AS major_low, exposed.major_high AS major_high, exposed.major_high_1 AS major_high_1,
  exposed.critical_low AS critical_low, exposed.critical_high AS critical_high, exposed.critical_high_1 AS critical_high_1,
  exposed.in_scope AS in_scope,
  (
    SELECT count()
    FROM {database}.outages_open_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')})
  ) AS open_incidents,
  (
    SELECT max(incidents_through)
    FROM {database}.closing_watermarks(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')})
  ) AS incidents_through,
  dimensions.*
FROM {database}.counts_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32}) AS counts
INNER JOIN
(
  SELECT
    weighting AS of_weighting, any(liveness_numerator) AS numerator, any(liveness_denominator) AS denominator,
    CAST(groupArray((dimension, toUInt256(known_weight))), 'Map(String, UInt256)') AS known,
    CAST(groupArray((dimension, toUInt256(largest))), 'Map(String, UInt256)') AS largest_weights,
    CAST(groupArray((dimension, toUInt256(squares))), 'Map(String, UInt256)') AS square_sums,
    CAST(groupArray((dimension, toUInt8(halts))), 'Map(String, UInt8)') AS halting_largest,
    CAST(arraySort(groupArrayIf((dimension, assumeNotNull(margin)), margin IS NOT NULL)), 'Map(String, Float64)') AS margins,
    CAST(arraySort(groupArrayIf((dimension, assumeNotNull(diversity)), entities > 0)), 'Map(String, Float64)') AS diversities,
    CAST(arraySort(groupArrayIf((dimension, assumeNotNull(blast_radius)), entities > 0)), 'Map(String, Float64)') AS blast_radii,
    CAST(arraySort(groupArrayIf((dimension, toUInt64(survivors)), entities > 0)), 'Map(String, UInt64)') AS left_entities,
    CAST(arraySort(groupArrayIf((dimension, assumeNotNull(survivors_nakamoto)), entities > 1)), 'Map(String, UInt32)') AS left_nakamoto,
    CAST(arraySort(groupArrayIf((dimension, assumeNotNull(survivors_hhi)), entities > 1)), 'Map(String, Float64)') AS left_hhi,
    CAST(arraySort(groupArrayIf((dimension, assumeNotNull(survivors_top1)), entities > 1)), 'Map(String, Float64)') AS left_top1,
    anyIf(
      if(entities = 0, NULL,
        1 - toFloat64(arraySum((name, weight) -> if(name = 'hyperscale', weight, 0), names, weights)) / toFloat64(known_weight)),
      dimension = 'hosting') AS mix_share,
    anyIf(normalized_entropy, dimension = 'hosting') AS mix_entropy
  FROM {database}.survivors_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
  GROUP BY weighting
) AS dimensions
ON counts.weighting = dimensions.of_weighting
LEFT JOIN {database}.exposure_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32}) AS exposed
ON counts.weighting = exposed.weighting
WHERE counts.is_published
COMMENT 'What the resilience measures of a population at an instant are made of, recomputed from raw rows.';
