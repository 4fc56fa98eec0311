-- The measures of the methodology, recomputed from the log, the placements and the rules: what
-- `doctor --audit` holds against the published rows. Sums and comparisons are exact, in 128 bits; fractions
-- are divided in doubles, so their last digits may differ from the published ones, which are rounded once.

CREATE OR REPLACE VIEW {database}.entities_at {on_cluster} AS
SELECT named.1 AS dimension, named.2 AS entity, count() AS nodes, sum(toUInt128(ifNull(weight, 0))) AS weight
FROM {database}.population_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
ARRAY JOIN
  CAST(
    [
      ('node', toString(node_id)), ('provider', toString(provider)), ('region', toString(region)),
      ('asn', 'AS' || toString(asn)), ('country', toString(country)), ('operator', toString(operator)),
      ('client', toString(client)), ('hosting', toString(hosting))
    ],
    'Array(Tuple(String, Nullable(String)))') AS named
WHERE status != 'down'
GROUP BY dimension, entity
COMMENT 'Live nodes and weight of each entity in each dimension at an instant; entity null is unknown.';

CREATE OR REPLACE VIEW {database}.rankings_at {on_cluster} AS
SELECT
  cell.dimension AS dimension, cell.weighting AS weighting,
  ranked.live AS live, ranked.live_weight AS live_weight,
  ranked.ranking.2 AS names, ranked.ranking.1 AS weights,
  arrayCumSum(weights) AS sums, arraySum(weights) AS known_weight, live_weight - known_weight AS unknown_weight
FROM
(
  SELECT
    arrayJoin(['node', 'provider', 'region', 'asn', 'country', 'operator', 'client', 'hosting']) AS dimension,
    arrayJoin(['nodes', 'weight']) AS weighting
) AS cell
LEFT JOIN
(
  SELECT
    dimension, counted.1 AS weighting, sum(nodes) AS live, sum(counted.2) AS live_weight,
    arraySort(
      each -> (-toInt256(each.1), each.2),
      groupArrayIf((counted.2, assumeNotNull(entity)), entity IS NOT NULL AND counted.2 > 0)) AS ranking
  FROM {database}.entities_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
  ARRAY JOIN [('nodes', toUInt128(nodes)), ('weight', weight)] AS counted
  GROUP BY dimension, weighting
) AS ranked
USING (dimension, weighting)
COMMENT 'The known entities of each dimension and weighting at an instant, the largest first, with their running sums.';

-- A record is late if the tick that closed its slot stands before it. The published count leaves out records
-- that only repeat what the node had said, which cannot be told from the log alone: this one is its bound.
CREATE OR REPLACE VIEW {database}.late_at {on_cluster} AS
SELECT countIf(tick.first_offset < record.offset AND tick.partition = record.partition) AS late_at_most
FROM
(
  SELECT
    log._partition AS partition, log._offset AS offset,
    fromUnixTimestamp64Milli(
      intDiv(toUnixTimestamp64Milli(log.observed_at) + step_s * 1000 - 1, step_s * 1000) * step_s * 1000 + grace_s * 1000, 'UTC') AS due
  FROM {database}.observation_log AS log FINAL
  CROSS JOIN {database}.rules_of(network = {network:String}, layer = {layer:String}) AS rule
  LEFT JOIN {database}.closing_ticks(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}) AS closing
  ON log._partition = closing.partition
  WHERE log.network = {network:String} AND log.layer = {layer:String} AND NOT log.is_tick
    AND log.observed_at > {at:DateTime64(3, 'UTC')} - toIntervalSecond({window_s:UInt32})
    AND log.observed_at <= {at:DateTime64(3, 'UTC')}
    AND log._offset < closing.offset
) AS record
ASOF LEFT JOIN
(
  SELECT
    _partition AS partition, observed_at AS time,
    min(_offset) OVER (PARTITION BY _partition ORDER BY observed_at DESC) AS first_offset
  FROM {database}.observation_log
  WHERE network = {network:String} AND layer = {layer:String} AND is_tick
    AND observed_at > {at:DateTime64(3, 'UTC')} - toIntervalSecond({window_s:UInt32})
) AS tick
ON record.partition = tick.partition AND record.due <= tick.time
COMMENT 'How many records of a window came after their slot had closed, repeats too.';

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
    SELECT late_at_most
    FROM {database}.late_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
  ) AS late_at_most
FROM {database}.rankings_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32}) AS ranked
CROSS JOIN {database}.rules_of(network = {network:String}, layer = {layer:String}) AS rule
COMMENT 'The decentralization measures of a population at an instant, recomputed from raw rows.';
