-- What open incidents and the loss of a largest entity put at risk, recomputed as decentralization_at is.

-- Of the incident revisions those that the ticks which closed the instant stood behind; all, where no tick
-- told it or none has closed it yet.
CREATE OR REPLACE VIEW {database}.outages_open_at {on_cluster} AS
SELECT source, incident_id, provider, severity, begins_at, title, scopes, through
FROM
(
  SELECT
    source, incident_id, kind, provider, status, severity, begins_at, ends_at, title, scopes,
    (
      SELECT max(incidents_through)
      FROM {database}.closing_ticks(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')})
    ) AS through
  FROM {database}.incident_revisions FINAL
  WHERE known_at <= {at:DateTime64(3, 'UTC')} AND (through IS NULL OR _offset < through)
  ORDER BY source, incident_id, known_at DESC, _version DESC
  LIMIT 1 BY source, incident_id
)
WHERE kind = 'outage' AND status NOT IN ('resolved', 'vanished', 'retracted')
  AND begins_at <= {at:DateTime64(3, 'UTC')} AND (ends_at IS NULL OR ends_at > {at:DateTime64(3, 'UTC')})
COMMENT 'The outages open at an instant, as a population knew them then.';

-- A node whose region, or an incident whose region, is unknown is inside at the high end only.
CREATE OR REPLACE VIEW {database}.exposure_at {on_cluster} AS
SELECT
  counted.1 AS weighting,
  sumIf(counted.2, low >= 1) AS any_low, sumIf(counted.2, high >= 1) AS any_high,
  sumIf(counted.2, low >= 3) AS major_low, sumIf(counted.2, high >= 3) AS major_high,
  sumIf(counted.2, low >= 4) AS critical_low, sumIf(counted.2, high >= 4) AS critical_high,
  groupUniqArrayIf(provider, provider != '' AND counted.2 > 0) AS providers,
  arrayCount(outage -> hasAny(outage.1, providers), any(outages)) AS in_scope
FROM
(
  SELECT
    outages,
    ifNull(toString(population.provider), '') AS provider,
    ifNull(toString(population.region), '') AS region,
    toUInt128(ifNull(population.weight, 0)) AS weight,
    arrayFilter(place -> place.1 = provider AND provider != '', arrayFlatten(outages)) AS here,
    arrayMax(arrayMap(
      place -> if(place.2 = 'global' OR provider || '/' || place.2 = region, place.3, 0), here)) AS low,
    arrayMax(arrayMap(
      place -> if(place.2 IN ('', 'global') OR region IN ('', provider || '/' || place.2), place.3, 0), here)) AS high
  FROM {database}.population_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32}) AS population
  CROSS JOIN
  (
    SELECT groupArray(arrayMap(
      scope -> (
        toString(scope.provider), ifNull(toString(scope.region), ''),
        indexOf(['info', 'minor', 'major', 'critical'], toString(severity))),
      scopes)) AS outages
    FROM {database}.outages_open_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')})
  ) AS open
  WHERE population.status != 'down'
)
ARRAY JOIN [('nodes', toUInt128(1)), ('weight', weight)] AS counted
GROUP BY weighting
COMMENT 'Live weight inside the outages open at an instant, by least severity and by what is known of regions.';

CREATE OR REPLACE VIEW {database}.counts_at {on_cluster} AS
SELECT
  cell.weighting AS weighting, counts.live AS live, counts.down AS down, counts.silent AS silent,
  counts.live_nodes AS live_nodes, counts.down_nodes AS down_nodes, counts.silent_nodes AS silent_nodes,
  cell.weighting = if(counts.weighs, 'weight', 'nodes') AS is_published
FROM (SELECT arrayJoin(['nodes', 'weight']) AS weighting) AS cell
LEFT JOIN
(
  SELECT
    counted.1 AS weighting, sum(weight) > 0 AS weighs,
    sumIf(counted.2, inside AND up) AS live, sumIf(counted.2, inside AND NOT up) AS down, sumIf(counted.2, NOT inside) AS silent,
    countIf(inside AND up) AS live_nodes, countIf(inside AND NOT up) AS down_nodes, countIf(NOT inside) AS silent_nodes
  FROM
  (
    SELECT
      status != 'down' AS up, toUInt128(ifNull(weight, 0)) AS weight,
      observed_at > {at:DateTime64(3, 'UTC')} - toIntervalSecond({window_s:UInt32}) AS inside
    FROM {database}.population_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = 0)
  )
  ARRAY JOIN [('nodes', toUInt128(1)), ('weight', weight)] AS counted
  GROUP BY weighting
) AS counts
USING (weighting)
COMMENT 'Live, down and silent nodes and weight at an instant; is_published marks the weighting of the resilience row.';

-- Each dimension without its largest entity.
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
  if(n = 0 OR dimension NOT IN ('provider', 'region', 'country', 'client', 'operator'), NULL,
    greatest(toFloat64(toInt256(known_weight * liveness_numerator) - largest * liveness_denominator), 0)
      / toFloat64(known_weight * liveness_numerator)) AS margin,
  multiIf(n = 0, NULL, n = 1, 0, least(greatest((t * t / toFloat64(arraySum(weight -> weight * weight, weights)) - 1) / 9, 0), 1)) AS diversity,
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

CREATE OR REPLACE VIEW {database}.resilience_at {on_cluster} AS
WITH
  toFloat64(counts.live) AS t,
  if(counts.live = 0, NULL, 0) AS if_live,
  counts.live + counts.down + counts.silent AS seen,
  if(seen = 0, NULL, t / toFloat64(seen)) AS share_live,
  if(counts.live = 0, NULL, 
    greatest(toFloat64(toInt256(counts.live * numerator) - exposed.major_high * denominator), 0) / toFloat64(counts.live * numerator)) AS room,
  (named, dimension) -> if(mapContains(named, dimension), named[dimension], NULL) AS of_dimension,
  [
    ('margin(provider)', of_dimension(margins, 'provider')), ('margin(region)', of_dimension(margins, 'region')),
    ('margin(country)', of_dimension(margins, 'country')), ('diversity(provider)', of_dimension(diversities, 'provider')),
    ('availability', share_live), ('headroom', room)
  ] AS components,
  arrayFilter(component -> component.2 IS NOT NULL, components) AS defined,
  arrayMin(component -> ifNull(component.2, inf), components) AS least_component,
  arrayFilter(
    dimension -> dimensions.known[dimension] * 5 < counts.live * 4, ['provider', 'region', 'country']) AS uncovered,
  multiIf(counts.live = 0, 'no live weight', notEmpty(uncovered), 'coverage below 0.8: ' || arrayStringConcat(uncovered, ', '), NULL) AS reason,
  arrayMap(component -> log(ifNull(component.2, 1)), components) AS logs,
  arrayMap(
    raised -> arrayMap(position -> if(bitTest(raised, position), 1.25, 0.75), range(6)), range(64)) AS moves,
  arrayMap(
    move -> 100 * exp(arraySum((weight, component) -> weight * component, move, logs) / arraySum(move)), moves) AS moved
SELECT
  {network:String} AS network, {layer:String} AS layer,
  {at:DateTime64(3, 'UTC')} AS at, {window_s:UInt32} AS window_s, counts.weighting AS weighting,
  toUInt64(counts.live) AS live, toUInt64(counts.down) AS down, toUInt64(counts.silent) AS silent,
  counts.live_nodes AS live_nodes, counts.down_nodes AS down_nodes, counts.silent_nodes AS silent_nodes,
  share_live AS availability,
  if_live + toFloat64(exposed.any_low) / t AS exposure_any_low,
  if_live + toFloat64(exposed.any_high) / t AS exposure_any_high,
  if_live + toFloat64(exposed.major_low) / t AS exposure_major_low,
  if_live + toFloat64(exposed.major_high) / t AS exposure_major_high,
  if_live + toFloat64(exposed.critical_low) / t AS exposure_critical_low,
  if_live + toFloat64(exposed.critical_high) / t AS exposure_critical_high,
  (
    SELECT count()
    FROM {database}.outages_open_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')})
  ) AS open_incidents,
  exposed.in_scope AS incidents_in_scope,
  (
    SELECT max(incidents_through)
    FROM {database}.closing_ticks(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')})
  ) AS incidents_through,
  dimensions.blast_radii AS blast_radius, dimensions.left_entities AS survivors_entities,
  dimensions.left_nakamoto AS survivors_nakamoto, dimensions.left_hhi AS survivors_hhi, dimensions.left_top1 AS survivors_top1,
  dimensions.margins AS margin, dimensions.diversities AS diversity,
  dimensions.mix_share AS hybrid_share, dimensions.mix_entropy AS hybrid_entropy,
  room AS headroom,
  if(reason IS NOT NULL, NULL, if(least_component <= 0, 0, 100 * exp(arraySum(logs) / 6))) AS resilience_index,
  if(reason IS NOT NULL, NULL, if(least_component <= 0, 0, least(resilience_index, arrayMin(moved)))) AS index_low,
  if(reason IS NOT NULL, NULL, if(least_component <= 0, 0, greatest(resilience_index, arrayMax(moved)))) AS index_high,
  if(empty(defined), NULL, arrayFirst(component -> component.2 = least_component, defined).1) AS weakest,
  if(empty(defined), NULL, least_component) AS weakest_value,
  reason AS null_reason
FROM {database}.counts_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32}) AS counts
INNER JOIN
(
  SELECT
    weighting, any(liveness_numerator) AS numerator, any(liveness_denominator) AS denominator,
    CAST(groupArray((dimension, toUInt256(known_weight))), 'Map(String, UInt256)') AS known,
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
USING (weighting)
LEFT JOIN {database}.exposure_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32}) AS exposed
USING (weighting)
WHERE counts.is_published
COMMENT 'The resilience measures of a population at an instant, recomputed from raw rows.';
