-- What open incidents and the loss of a largest entity put at risk, recomputed as decentralization_at is.

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
    FROM {database}.closing_watermarks(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')})
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
