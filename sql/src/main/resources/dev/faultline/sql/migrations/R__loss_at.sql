-- What if these failed together? For anyone who asks, with no incident needed.
--
-- Columns as of decentralization:
--   live: Live weight.
--   lost: Live weight of the nodes that belong to one of the entities.
--   loss: lost / live; null if nothing is live.
--   halts: Whether the loss reaches the liveness threshold of the population.

CREATE OR REPLACE VIEW {database}.loss_at {on_cluster} AS
SELECT
  counted.1 AS weighting, toUInt64(sum(counted.2)) AS live, toUInt64(sumIf(counted.2, fails)) AS lost,
  if(live = 0, NULL, toFloat64(lost) / toFloat64(live)) AS loss,
  if(
    any(liveness_strict),
    sumIf(counted.2, fails) * any(liveness_denominator) > sum(counted.2) * any(liveness_numerator),
    sumIf(counted.2, fails) * any(liveness_denominator) >= sum(counted.2) * any(liveness_numerator)) AS halts
FROM
(
  SELECT
    toUInt128(ifNull(weight, 0)) AS node_weight,
    hasAny(
      {entities:Array(String)},
      arrayMap(named -> ifNull(named, ''), [
        'node:' || node_id, 'provider:' || provider, 'region:' || region, 'asn:AS' || toString(asn),
        'country:' || country, 'operator:' || operator, 'client:' || client, 'hosting:' || hosting,
        'site:' || site
      ])) AS fails
  FROM {database}.population_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
  WHERE status != 'down'
)
ARRAY JOIN [('nodes', toUInt128(1)), ('weight', node_weight)] AS counted
CROSS JOIN {database}.rules_of(network = {network:String}, layer = {layer:String}) AS rule
GROUP BY weighting
COMMENT 'Live weight lost if all of these fail together, such as [provider:aws, country:US]; what lies in two of them counts once. halts: whether the population would.';
