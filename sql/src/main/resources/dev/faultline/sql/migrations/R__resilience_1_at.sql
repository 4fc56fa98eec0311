-- resilience_at by methodology 1, for the rows that were published by it.
--
-- Columns as of resilience:

CREATE OR REPLACE VIEW {database}.resilience_1_at {on_cluster} AS
WITH
  toFloat64(parts.live) AS t,
  if(parts.live = 0, NULL, 0) AS if_live,
  parts.live + parts.down + parts.silent AS seen,
  if(seen = 0, NULL, t / toFloat64(seen)) AS share_live,
  if(parts.live = 0, NULL,
    greatest(toFloat64(toInt256(parts.live * numerator) - parts.major_high_1 * denominator), 0) / toFloat64(parts.live * numerator)) AS room,
  (named, dimension) -> if(mapContains(named, dimension), named[dimension], NULL) AS of_dimension,
  [
    ('margin(provider)', of_dimension(margins, 'provider')), ('margin(region)', of_dimension(margins, 'region')),
    ('margin(country)', of_dimension(margins, 'country')), ('diversity(provider)', of_dimension(diversities, 'provider')),
    ('availability', share_live), ('headroom', room)
  ] AS components,
  arrayFilter(component -> component.2 IS NOT NULL, components) AS defined,
  arrayMin(component -> ifNull(component.2, inf), components) AS least_component,
  arrayFilter(
    dimension -> parts.known[dimension] * 5 < parts.live * 4, ['provider', 'region', 'country']) AS uncovered,
  multiIf(parts.live = 0, 'no live weight', notEmpty(uncovered), 'coverage below 0.8: ' || arrayStringConcat(uncovered, ', '), NULL) AS reason,
  arrayMap(component -> log(ifNull(component.2, 1)), components) AS logs,
  arrayMap(
    raised -> arrayMap(position -> if(bitTest(raised, position), 1.25, 0.75), range(6)), range(64)) AS moves,
  arrayMap(
    move -> 100 * exp(arraySum((weight, component) -> weight * component, move, logs) / arraySum(move)), moves) AS moved
SELECT
  {network:String} AS network, {layer:String} AS layer,
  {at:DateTime64(3, 'UTC')} AS at, {window_s:UInt32} AS window_s, parts.weighting AS weighting,
  toUInt64(parts.live) AS live, toUInt64(parts.down) AS down, toUInt64(parts.silent) AS silent,
  parts.live_nodes AS live_nodes, parts.down_nodes AS down_nodes, parts.silent_nodes AS silent_nodes,
  share_live AS availability,
  if_live + toFloat64(parts.any_low) / t AS exposure_any_low,
  if_live + toFloat64(parts.any_high_1) / t AS exposure_any_high,
  if_live + toFloat64(parts.major_low) / t AS exposure_major_low,
  if_live + toFloat64(parts.major_high_1) / t AS exposure_major_high,
  if_live + toFloat64(parts.critical_low) / t AS exposure_critical_low,
  if_live + toFloat64(parts.critical_high_1) / t AS exposure_critical_high,
  parts.open_incidents AS open_incidents, parts.in_scope AS incidents_in_scope, parts.incidents_through AS incidents_through,
  mapFilter((dimension, value) -> dimension != 'site', parts.blast_radii) AS blast_radius, mapFilter((dimension, value) -> dimension != 'site', parts.left_entities) AS survivors_entities,
  mapFilter((dimension, value) -> dimension != 'site', parts.left_nakamoto) AS survivors_nakamoto, mapFilter((dimension, value) -> dimension != 'site', parts.left_hhi) AS survivors_hhi, mapFilter((dimension, value) -> dimension != 'site', parts.left_top1) AS survivors_top1,
  mapFilter((dimension, value) -> dimension != 'site', parts.margins) AS margin, mapFilter((dimension, value) -> dimension != 'site', parts.diversities) AS diversity,
  parts.mix_share AS hybrid_share, parts.mix_entropy AS hybrid_entropy,
  room AS headroom,
  if(reason IS NOT NULL, NULL, if(least_component <= 0, 0, 100 * exp(arraySum(logs) / 6))) AS resilience_index,
  if(reason IS NOT NULL, NULL, if(least_component <= 0, 0, least(resilience_index, arrayMin(moved)))) AS index_low,
  if(reason IS NOT NULL, NULL, if(least_component <= 0, 0, greatest(resilience_index, arrayMax(moved)))) AS index_high,
  if(empty(defined), NULL, arrayFirst(component -> component.2 = least_component, defined).1) AS weakest,
  if(empty(defined), NULL, least_component) AS weakest_value,
  reason AS null_reason, '1' AS methodology_version
FROM {database}.resilience_parts_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32}) AS parts
COMMENT 'The resilience measures of a population at an instant by methodology 1, recomputed from raw rows.';
