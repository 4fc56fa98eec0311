-- late is recomputed, and no longer bounded only: a late record counts unless it repeats what was held of its
-- time when it came. That is the newest record that waited for the next slot, if it was observed then and
-- nothing newer counted, else what counted: the newest record that had taken effect.

CREATE OR REPLACE VIEW {database}.said_by {on_cluster} AS
SELECT
  said.partition AS partition, said.node_id AS node_id, said.offset AS offset, said.at AS at,
  said.slot AS slot, said.closed AS closed, said.step AS step,
  if(slot > closed, slot, closed + step) AS effective,
  toString(tuple(
    said.status != 'down', ifNull(said.weight, 0), place.asn, place.provider, place.region, place.country,
    place.operator, place.client, place.hosting)) AS standing
FROM
(
  SELECT record.*, tick.closed AS closed
  FROM
  (
    SELECT
      log._partition AS partition, log.node_id AS node_id, log._offset AS offset,
      log.status AS status, log.weight AS weight,
      toUnixTimestamp64Milli(log.observed_at) AS at,
      toInt64(rule.step_s) * 1000 AS step,
      intDiv(at + step - 1, step) * step AS slot
    FROM {database}.observation_log AS log FINAL
    CROSS JOIN {database}.rules_of(network = {network:String}, layer = {layer:String}) AS rule
    INNER JOIN {database}.closing_ticks(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}) AS closing
    ON log._partition = closing.partition
    WHERE log.network = {network:String} AND log.layer = {layer:String} AND NOT log.is_tick
      AND log.observed_at > {at:DateTime64(3, 'UTC')} - toIntervalSecond({window_s:UInt32})
      AND log.observed_at <= {at:DateTime64(3, 'UTC')}
      AND log._offset < closing.offset
  ) AS record
  ASOF LEFT JOIN
  (
    SELECT
      log._partition AS partition, log._offset AS offset,
      max(intDiv(toUnixTimestamp64Milli(log.observed_at) - rule.grace_s * 1000, rule.step_s * 1000) * rule.step_s * 1000)
        OVER (PARTITION BY log._partition ORDER BY log._offset) AS closed
    FROM {database}.observation_log AS log FINAL
    CROSS JOIN {database}.rules_of(network = {network:String}, layer = {layer:String}) AS rule
    WHERE log.network = {network:String} AND log.layer = {layer:String} AND log.is_tick
      AND log.observed_at > {at:DateTime64(3, 'UTC')} - toIntervalSecond({window_s:UInt32})
  ) AS tick
  ON record.partition = tick.partition AND record.offset > tick.offset
) AS said
ASOF LEFT JOIN
(
  SELECT *
  FROM {database}.placements FINAL
  WHERE network = {network:String} AND layer = {layer:String}
) AS place
ON said.node_id = place.node_id
  AND said.partition = place.observation_partition
  AND said.offset >= place.observation_offset
COMMENT 'The records of a window that count at an instant: the slot of each, what was closed when it came, and what it says; times in milliseconds.';

CREATE OR REPLACE VIEW {database}.late_at {on_cluster} AS
SELECT
  count() AS late_at_most,
  countIf(NOT if(
    waiting.at = record.at AND waiting.at >= counting.at,
    waiting.standing = record.standing,
    counting.at = record.at AND counting.standing = record.standing)) AS late
FROM
(
  SELECT
    record,
    arrayReverseSort(
      each -> (each.at, each.offset),
      arrayFilter(each -> each.offset < record.offset AND each.effective <= record.closed, said))[1] AS counting,
    arrayReverseSort(
      each -> (each.at, each.offset),
      arrayFilter(each -> each.offset < record.offset AND each.effective = record.closed + record.step, said))[1] AS waiting
  FROM
  (
    SELECT
      groupArray(
        CAST(
          tuple(offset, at, slot, closed, step, effective, standing),
          'Tuple(offset UInt64, at Int64, slot Int64, closed Int64, step Int64, effective Int64, standing String)')) AS said
    FROM {database}.said_by(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
    GROUP BY partition, node_id
    HAVING countIf(slot <= closed) > 0
  )
  ARRAY JOIN arrayFilter(each -> each.slot <= each.closed, said) AS record
)
COMMENT 'How many records of a window came after their slot had closed; late leaves out those that repeat what was held of their node.';

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
