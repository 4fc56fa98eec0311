-- Greedy choice: again and again the entity that covers the most weight that is not covered yet; of several
-- the first by dimension, then by id, which is the order of the keys: each begins with the number of its
-- dimension. Coefficients of up to 1000 are recomputed.
--
-- Where nothing was published up to the instant, nothing is recomputed: by a build of before.
--
-- Columns as of joint_nakamoto:

CREATE OR REPLACE VIEW {database}.joint_nakamoto_at {on_cluster} AS
WITH
  if(
    rule.liveness_strict,
    intDiv(live * rule.liveness_numerator, rule.liveness_denominator) + 1,
    intDiv(live * rule.liveness_numerator + rule.liveness_denominator - 1, rule.liveness_denominator)) AS needed,
  arrayReduce('sumMap', arrayMap(each -> each.1, members), arrayMap(each -> arrayMap(key -> each.2, each.1), members)) AS shares,
  arrayFold(
    (state, enough) -> if(
      state.3 >= enough OR empty(state.1),
      state,
      arrayMap(
        best -> (
          arrayFilter(each -> NOT has(each.1, best.1), state.1),
          arrayPushBack(state.2, best.1),
          state.3 + best.2),
        [
          arrayMap(
            gains -> (gains.1[indexOf(gains.2, arrayMax(gains.2))], arrayMax(gains.2)),
            [arrayReduce('sumMap', arrayMap(each -> each.1, state.1), arrayMap(each -> arrayMap(key -> each.2, each.1), state.1))])[1]
        ])[1]),
    arrayMap(step -> toUInt64(needed), range(least(1000, length(shares.1)))),
    (members, emptyArrayString(), toUInt64(0))) AS chosen,
  live > 0 AND chosen.3 >= needed AS is_reached
SELECT
  {network:String} AS network, {layer:String} AS layer,
  {at:DateTime64(3, 'UTC')} AS at, {window_s:UInt32} AS window_s,
  members_of.weighting AS weighting,
  if(is_reached, toUInt32(length(chosen.2)), NULL) AS upper,
  if(
    is_reached,
    toUInt32(arrayFirstIndex(sum -> sum >= needed, arrayCumSum(arrayReverseSort(arrayMap(share -> toUInt128(share), shares.2))))),
    NULL) AS lower,
  toBool(ifNull(upper = lower, false)) AS exact,
  if(is_reached, arrayMap(key -> substring(key, 2), chosen.2), []) AS entities,
  '2' AS methodology_version
FROM
(
  SELECT
    counted.weighting AS weighting, sum(node_weight) AS live,
    groupArrayIf((keys, toUInt64(node_weight)), notEmpty(keys) AND node_weight > 0) AS members
  FROM
  (
    SELECT weighting
    FROM {database}.counts_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
    WHERE is_published
  ) AS counted
  LEFT JOIN
  (
    SELECT
      arrayJoin(['nodes', 'weight']) AS weighting,
      arrayMap(
        each -> each.1 || each.2,
        arrayFilter(each -> each.2 != '', [
          ('0provider:', ifNull(toString(provider), '')), ('1country:', ifNull(toString(country), '')),
          ('2client:', ifNull(toString(client), '')), ('3operator:', ifNull(toString(operator), ''))])) AS keys,
      sum(if(weighting = 'weight', toUInt128(ifNull(weight, 0)), toUInt128(1))) AS node_weight
    FROM {database}.population_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32}) AS population
    WHERE population.status != 'down'
    GROUP BY weighting, keys
  ) AS grouped
  ON counted.weighting = grouped.weighting
  GROUP BY weighting
) AS members_of
CROSS JOIN {database}.rules_of(network = {network:String}, layer = {layer:String}) AS rule
WHERE
(
  SELECT count()
  FROM {database}.joint_nakamoto
  WHERE network = {network:String} AND layer = {layer:String} AND window_s = {window_s:UInt32} AND at <= {at:DateTime64(3, 'UTC')}
) > 0
COMMENT 'The joint Nakamoto coefficient of a population at an instant, recomputed from raw rows.';
