-- The losses of the published scenarios, recomputed. lost_low is what loss_at gives for the entities in
-- failed.

CREATE OR REPLACE VIEW {database}.stress_at {on_cluster} AS
WITH
  toFloat64(loss.live) AS t,
  (part) -> if(
    rule.liveness_strict,
    part * rule.liveness_denominator > loss.live * rule.liveness_numerator,
    part * rule.liveness_denominator >= loss.live * rule.liveness_numerator) AS breaks
SELECT
  {network:String} AS network, {layer:String} AS layer,
  {at:DateTime64(3, 'UTC')} AS at, {window_s:UInt32} AS window_s,
  loss.weighting AS weighting, loss.scenario AS scenario,
  if(loss.live = 0, NULL, toFloat64(loss.low) / t) AS lost_low,
  if(loss.live = 0, NULL, toFloat64(loss.high) / t) AS lost_high,
  multiIf(loss.live = 0, 'no', breaks(loss.low), 'yes', breaks(loss.high), 'maybe', 'no') AS halts,
  toUInt64(loss.left_nodes) AS survivors_nodes,
  rest.entities AS survivors_entities, rest.nakamoto AS survivors_nakamoto, rest.hhi AS survivors_hhi,
  loss.failed AS failed, '2' AS methodology_version
FROM
(
  SELECT
    weighting, scenario, any(failed) AS failed, sum(counted) AS live,
    sumIf(counted, inside) AS low, sumIf(counted, inside OR possible) AS high, sumIf(nodes, NOT inside) AS left_nodes
  FROM {database}.stress_members_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
  GROUP BY weighting, scenario
) AS loss
LEFT JOIN
(
  SELECT
    scenario,
    CAST(arraySort(groupArray((dimension, toUInt64(length(weights))))), 'Map(String, UInt64)') AS entities,
    CAST(arraySort(groupArrayIf(
      (dimension, toUInt32(arrayFirstIndex(
        part -> if(
          rule.liveness_strict,
          part * rule.liveness_denominator > known * rule.liveness_numerator,
          part * rule.liveness_denominator >= known * rule.liveness_numerator),
        arrayCumSum(weights)))),
      notEmpty(weights))), 'Map(String, UInt32)') AS nakamoto,
    CAST(arraySort(groupArrayIf(
      (dimension, toFloat64(arraySum(weight -> weight * weight, weights)) / (toFloat64(known) * toFloat64(known))),
      notEmpty(weights))), 'Map(String, Float64)') AS hhi
  FROM
  (
    SELECT
      scenario, dimension,
      arrayReverseSort(groupArrayIf(left_weight, entity != '' AND left_weight > 0)) AS weights,
      arraySum(weights) AS known
    FROM
    (
      SELECT scenario, named.1 AS dimension, named.2 AS entity, sumIf(counted, NOT inside) AS left_weight
      FROM {database}.stress_members_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
      ARRAY JOIN [('provider', provider), ('country', country)] AS named
      GROUP BY scenario, dimension, entity
    )
    GROUP BY scenario, dimension
  ) AS ranked
  CROSS JOIN {database}.rules_of(network = {network:String}, layer = {layer:String}) AS rule
  GROUP BY scenario
) AS rest
ON loss.scenario = rest.scenario
CROSS JOIN {database}.rules_of(network = {network:String}, layer = {layer:String}) AS rule
COMMENT 'What the scenarios cost a population at an instant, recomputed from raw rows.';
