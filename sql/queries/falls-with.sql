-- Which exchanges, games and front ends fall when a provider does?
--
-- Dependants whose incidents began within outages of the provider, with the pairs that are known and, where
-- there are three overlaps or more, the lift over chance. Both are timing; where its own text names the
-- provider, that is told beside them.
--
-- Parameters:
--   provider String = 'aws': Canonical id of the provider.
-- Columns:
--   dependant LowCardinality(String): Whose service suffered.
--   pairs UInt64: Incidents of its that began within an outage of the provider.
--   last_began_with String: Its incident and the outage of the newest pair.
--   last_known_at DateTime64(3, 'UTC'): When that became known.
--   median_lag_minutes Nullable(Float64): From the begin of the outage to that of its incident.
--   lift Nullable(Float64): How much more often than by chance; null with fewer than three overlaps.
--   lift_at Nullable(DateTime64(3, 'UTC')): The day of that.
--   attributed_pairs UInt64: Of the pairs, those where its text names the provider.
--   last_attributed_in Nullable(String): Where the newest of them does, such as title@12.
--   attributed_incidents Nullable(UInt32): Of all its incidents in the window of the lift, those whose text names the provider.

SELECT
  pairs.dependant AS dependant, pairs.pairs AS pairs, pairs.last_began_with AS last_began_with,
  pairs.last_known_at AS last_known_at, pairs.median_lag_minutes AS median_lag_minutes,
  lifts.lift AS lift, if(isNull(lifts.lift), NULL, lifts.at) AS lift_at,
  pairs.attributed_pairs AS attributed_pairs, pairs.last_attributed_in AS last_attributed_in,
  lifts.attributed_incidents AS attributed_incidents
FROM
(
  SELECT
    dependant, count() AS pairs,
    argMax(
      concat(assumeNotNull(dependant_source), '/', assumeNotNull(dependant_incident), ' with ',
        assumeNotNull(provider_source), '/', assumeNotNull(provider_incident)),
      tuple(at, dependant_incident)) AS last_began_with,
    max(at) AS last_known_at,
    quantileExact(0.5)(lag_ms) / 60000 AS median_lag_minutes,
    countIf(attributed) AS attributed_pairs,
    argMax(attributed_in, tuple(at, dependant_incident)) AS last_attributed_in
  FROM ripple_pairs
  WHERE provider = {provider:String}
  GROUP BY dependant
) AS pairs
LEFT JOIN (SELECT dependant, at, lift, attributed_incidents FROM latest_ripple WHERE provider = {provider:String}) AS lifts
ON lifts.dependant = pairs.dependant
ORDER BY pairs DESC, dependant
