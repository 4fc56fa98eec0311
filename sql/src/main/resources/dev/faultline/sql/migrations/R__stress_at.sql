-- The losses of the published scenarios, recomputed. lost_low is what loss_at gives for the entities in
-- failed. The members are read once: reading them is what takes long.
--
-- Columns as of stress:

CREATE OR REPLACE VIEW {database}.stress_at {on_cluster} AS
WITH
  toFloat64(loss.live) AS t,
  (part, whole) -> if(
    rule.liveness_strict,
    part * rule.liveness_denominator > whole * rule.liveness_numerator,
    part * rule.liveness_denominator >= whole * rule.liveness_numerator) AS breaks,
  [
    ('country', arrayReverseSort(loss.countries.2)), ('provider', arrayReverseSort(loss.providers.2))
  ] AS survivors,
  arrayFilter(each -> notEmpty(each.2), survivors) AS known
SELECT
  {network:String} AS network, {layer:String} AS layer,
  {at:DateTime64(3, 'UTC')} AS at, {window_s:UInt32} AS window_s,
  loss.weighting AS weighting, loss.scenario AS scenario,
  if(loss.live = 0, NULL, toFloat64(loss.low) / t) AS lost_low,
  if(loss.live = 0, NULL, toFloat64(loss.high) / t) AS lost_high,
  multiIf(loss.live = 0, 'no', breaks(loss.low, loss.live), 'yes', breaks(loss.high, loss.live), 'maybe', 'no') AS halts,
  toUInt64(loss.left_nodes) AS survivors_nodes,
  CAST(arrayMap(each -> (each.1, toUInt64(length(each.2))), survivors), 'Map(String, UInt64)') AS survivors_entities,
  CAST(
    arrayMap(each -> (each.1, toUInt32(arrayFirstIndex(part -> breaks(part, arraySum(each.2)), arrayCumSum(each.2)))), known),
    'Map(String, UInt32)') AS survivors_nakamoto,
  CAST(
    arrayMap(
      each -> (
        each.1,
        toFloat64(arraySum(weight -> weight * weight, each.2)) / (toFloat64(arraySum(each.2)) * toFloat64(arraySum(each.2)))),
      known),
    'Map(String, Float64)') AS survivors_hhi,
  loss.failed AS failed, '2' AS methodology_version
FROM
(
  SELECT
    weighting, scenario, any(failed) AS failed, sum(counted) AS live,
    sumIf(counted, inside) AS low, sumIf(counted, inside OR possible) AS high, sumIf(nodes, NOT inside) AS left_nodes,
    sumMapIf([provider], [counted], NOT inside AND provider != '' AND counted > 0) AS providers,
    sumMapIf([country], [counted], NOT inside AND country != '' AND counted > 0) AS countries
  FROM {database}.stress_members_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
  GROUP BY weighting, scenario
) AS loss
CROSS JOIN {database}.rules_of(network = {network:String}, layer = {layer:String}) AS rule
COMMENT 'What the scenarios cost a population at an instant, recomputed from raw rows.';
