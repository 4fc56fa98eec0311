-- The measures of the methodology, recomputed from the log, the placements and the rules: what
-- `doctor --audit` holds against the published rows. Sums and comparisons are exact, in 128 bits; fractions
-- are divided in doubles, so their last digits may differ from the published ones, which are rounded once.
--
-- Columns as of decentralization:

CREATE OR REPLACE VIEW {database}.decentralization_at {on_cluster} AS
WITH
  length(weights) AS n,
  toFloat64(known_weight) AS t,
  arraySum(weight -> weight * weight, weights) AS squares,
  arraySum(sums) AS area,
  arrayMap(weight -> toFloat64(weight) / t, weights) AS shares,
  -arraySum(share -> share * log(share), shares) AS nats,
  (numerator, denominator, strict, extra) -> arrayFirstIndex(
    sum -> if(
      strict,
      (sum + extra) * denominator > (known_weight + extra) * numerator,
      (sum + extra) * denominator >= (known_weight + extra) * numerator),
    sums) AS least_number
SELECT
  {network:String} AS network, {layer:String} AS layer,
  {at:DateTime64(3, 'UTC')} AS at, {window_s:UInt32} AS window_s,
  dimension, weighting, toUInt64(live) AS nodes, n AS entities,
  toUInt64(live_weight) AS total, toUInt64(known_weight) AS known, toUInt64(unknown_weight) AS unknown,
  if(live_weight = 0, NULL, t / toFloat64(live_weight)) AS coverage,
  nullIf(least_number(liveness_numerator, liveness_denominator, liveness_strict, 0), 0) AS nakamoto_liveness,
  if(n = 0, if(unknown_weight = 0, NULL, 1), least_number(liveness_numerator, liveness_denominator, liveness_strict, unknown_weight)) AS nakamoto_liveness_pessimistic,
  if(safety_numerator IS NULL, NULL,
    nullIf(least_number(ifNull(safety_numerator, 1), ifNull(safety_denominator, 1), ifNull(safety_strict, false), 0), 0)) AS nakamoto_safety,
  nullIf(least_number(1, 3, true, 0), 0) AS nakamoto_third,
  nullIf(least_number(1, 2, true, 0), 0) AS nakamoto_half,
  nullIf(least_number(2, 3, true, 0), 0) AS nakamoto_two_thirds,
  if(n = 0, NULL, toFloat64(squares) / (t * t)) AS hhi,
  if(n = 0, NULL, t * t / toFloat64(squares)) AS effective_entities,
  if(n = 0, NULL, exp(nats)) AS effective_entities_q1,
  if(n = 0, NULL, nats / log(2)) AS entropy,
  if(n = 0, NULL, if(n = 1, 0, nats / log(n))) AS normalized_entropy,
  if(n = 0, NULL, toFloat64(toInt256(2 * area) - (n + 1) * known_weight) / (n * t)) AS gini,
  if(n = 0, NULL, greatest(log(n) - nats, 0)) AS theil,
  if(n = 0, NULL, toFloat64(sums[1]) / t) AS top1,
  if(n = 0, NULL, toFloat64(sums[least(n, 3)]) / t) AS top3,
  if(n = 0 OR dimension != 'provider', NULL,
    toFloat64(arraySum((entity, weight) -> if(entity IN ('aws', 'azure', 'gcp'), weight, 0), names, weights)) / t) AS big_three,
  if(n = 0, NULL, toFloat64(n * known_weight - area) / (n * t)) AS robustness,
  if(n < 2, NULL, 2 * toFloat64(n * known_weight - area) / ((n - 1) * t)) AS robustness_ratio,
  if(n = 0, NULL, names[1]) AS top_entity,
  (
    SELECT late
    FROM {database}.late_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
  ) AS late
FROM {database}.rankings_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32}) AS ranked
CROSS JOIN {database}.rules_of(network = {network:String}, layer = {layer:String}) AS rule
COMMENT 'The decentralization measures of a population at an instant, recomputed from raw rows.';
