-- Each dimension without its largest entity.
--
-- Columns as of resilience:
--   dimension: What makes an entity.
--   weighting: nodes (each counts 1) or weight (each counts its declared weight).
--   entities: Known entities of positive weight.
--   live_weight: Weight of the live nodes under the weighting.
--   known_weight: Weight with a known entity.
--   names: Known entities, the heaviest first.
--   weights: Their weights.
--   blast_radius: Share lost if the largest entity fails; null if none is known.
--   margin: How far the largest share is under the liveness threshold; null for dimensions without a margin.
--   diversity: (1 / hhi - 1) / 9, within 0 and 1.
--   largest: Weight of the largest entity.
--   squares: Sum of the squared weights.
--   halts: Whether the largest entity alone halts the population.
--   survivors: Entities without the largest.
--   survivors_nakamoto: Liveness coefficient of the rest; null if there is none.
--   survivors_hhi: Concentration of the rest.
--   survivors_top1: Share of the rest that its largest has.
--   normalized_entropy: entropy / log2 of entities.

CREATE OR REPLACE VIEW {database}.survivors_at {on_cluster} AS
WITH
  length(weights) AS n,
  ifNull(weights[1], 0) AS largest,
  arraySlice(weights, 2) AS rest,
  known_weight - largest AS rest_weight,
  arrayMap(sum -> sum - largest, arraySlice(sums, 2)) AS rest_sums,
  arraySum(weight -> weight * weight, rest) AS rest_squares,
  toFloat64(known_weight) AS t
SELECT
  dimension, weighting, n AS entities, live_weight, known_weight, names, weights,
  if(n = 0, NULL, toFloat64(largest) / t) AS blast_radius,
  if(n = 0 OR dimension NOT IN ('provider', 'region', 'site', 'country', 'client', 'operator'), NULL,
    greatest(toFloat64(toInt256(known_weight * liveness_numerator) - largest * liveness_denominator), 0)
      / toFloat64(known_weight * liveness_numerator)) AS margin,
  multiIf(n = 0, NULL, n = 1, 0, least(greatest((t * t / toFloat64(arraySum(weight -> weight * weight, weights)) - 1) / 9, 0), 1)) AS diversity,
  largest, arraySum(weight -> weight * weight, weights) AS squares,
  n > 0 AND if(
    liveness_strict,
    largest * liveness_denominator > known_weight * liveness_numerator,
    largest * liveness_denominator >= known_weight * liveness_numerator) AS halts,
  n - 1 AS survivors,
  if(n < 2, NULL, arrayFirstIndex(
    sum -> if(
      liveness_strict,
      sum * liveness_denominator > rest_weight * liveness_numerator,
      sum * liveness_denominator >= rest_weight * liveness_numerator),
    rest_sums)) AS survivors_nakamoto,
  if(n < 2, NULL, toFloat64(rest_squares) / (toFloat64(rest_weight) * toFloat64(rest_weight))) AS survivors_hhi,
  if(n < 2, NULL, toFloat64(rest[1]) / toFloat64(rest_weight)) AS survivors_top1,
  if(n = 0, NULL, if(n = 1, 0, -arraySum(weight -> toFloat64(weight) / t * log(toFloat64(weight) / t), weights) / log(n))) AS normalized_entropy,
  liveness_numerator, liveness_denominator
FROM {database}.rankings_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32}) AS ranked
CROSS JOIN {database}.rules_of(network = {network:String}, layer = {layer:String}) AS rule
COMMENT 'What is left of each dimension at an instant if its largest entity fails.';
