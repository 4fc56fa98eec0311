-- What open incidents and the loss of a largest entity put at risk, recomputed as decentralization_at is.
--
-- known, worst and best are the components of the index as far as is known, with all unknown weight given to
-- the largest entity, and with it given to entities too small to matter.
--
-- Columns as of resilience:

CREATE OR REPLACE VIEW {database}.resilience_at {on_cluster} AS
WITH
  toFloat64(parts.live) AS t,
  if(parts.live = 0, NULL, 0) AS if_live,
  parts.live + parts.down + parts.silent AS seen,
  if(seen = 0, NULL, t / toFloat64(seen)) AS share_live,
  toInt256(parts.live) AS whole,
  arrayMap(dimension -> toInt256(parts.known[dimension]), ['provider', 'site', 'country']) AS known_weights,
  arrayMap(dimension -> toInt256(parts.largest_weights[dimension]), ['provider', 'site', 'country']) AS largest,
  toInt256(parts.square_sums['provider']) AS squares,
  (part, amount) -> if(amount = 0, NULL,
    greatest(toFloat64(amount * numerator - part * denominator), 0) / toFloat64(amount * numerator)) AS distance,
  (amount, sum) -> if(amount = 0, NULL,
    least(greatest((toFloat64(amount) * toFloat64(amount) / toFloat64(sum) - 1) / 9, 0), 1)) AS spread,
  distance(toInt256(parts.major_high), whole) AS room,
  [
    ('margin(provider)', distance(largest[1], known_weights[1])), ('margin(site)', distance(largest[2], known_weights[2])),
    ('margin(country)', distance(largest[3], known_weights[3])), ('diversity(provider)', spread(known_weights[1], squares)),
    ('availability', share_live), ('headroom', room)
  ] AS known_components,
  arrayMap(
    (most, amount) -> distance(most + whole - amount, whole), largest, known_weights) AS worst_margins,
  arrayConcat(
    worst_margins,
    [spread(whole, squares - largest[1] * largest[1] + (largest[1] + whole - known_weights[1]) * (largest[1] + whole - known_weights[1])),
     share_live, room]) AS worst,
  arrayConcat(
    arrayMap(most -> distance(most, whole), largest),
    [spread(whole, squares), share_live, distance(toInt256(parts.major_low), whole)]) AS best,
  arrayFilter(component -> component.2 IS NOT NULL, known_components) AS defined,
  arrayMin(component -> ifNull(component.2, inf), known_components) AS least_component,
  arrayFilter(dimension -> parts.known[dimension] = 0, ['provider', 'site', 'country']) AS missing,
  multiIf(parts.live = 0, 'no live weight', notEmpty(missing), 'wholly unknown: ' || arrayStringConcat(missing, ', '), NULL) AS reason,
  arrayMap(component -> log(greatest(ifNull(component.2, 1), 0.01)), known_components) AS logs,
  (components) -> 100 * exp(arraySum(component -> log(greatest(ifNull(component, 1), 0.01)), components) / 6) AS mean,
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
  if_live + toFloat64(parts.any_high) / t AS exposure_any_high,
  if_live + toFloat64(parts.major_low) / t AS exposure_major_low,
  if_live + toFloat64(parts.major_high) / t AS exposure_major_high,
  if_live + toFloat64(parts.critical_low) / t AS exposure_critical_low,
  if_live + toFloat64(parts.critical_high) / t AS exposure_critical_high,
  parts.open_incidents AS open_incidents, parts.in_scope AS incidents_in_scope, parts.incidents_through AS incidents_through,
  parts.blast_radii AS blast_radius, parts.left_entities AS survivors_entities,
  parts.left_nakamoto AS survivors_nakamoto, parts.left_hhi AS survivors_hhi, parts.left_top1 AS survivors_top1,
  parts.margins AS margin, parts.diversities AS diversity,
  parts.mix_share AS hybrid_share, parts.mix_entropy AS hybrid_entropy,
  room AS headroom,
  arrayFilter(dimension -> parts.halting_largest[dimension] = 1, ['provider', 'site', 'country', 'client', 'operator']) AS halting,
  if(reason IS NOT NULL, NULL, 100 * exp(arraySum(logs) / 6)) AS resilience_index,
  if(reason IS NOT NULL, NULL, mean(worst)) AS index_low,
  if(reason IS NOT NULL, NULL, mean(best)) AS index_high,
  if(reason IS NOT NULL, NULL, least(resilience_index, arrayMin(moved))) AS index_weights_low,
  if(reason IS NOT NULL, NULL, greatest(resilience_index, arrayMax(moved))) AS index_weights_high,
  if_live + toFloat64(known_weights[1]) / t AS coverage_provider,
  if_live + toFloat64(known_weights[2]) / t AS coverage_site,
  if_live + toFloat64(known_weights[3]) / t AS coverage_country,
  if(empty(defined), NULL, arrayFirst(component -> component.2 = least_component, defined).1) AS weakest,
  if(empty(defined), NULL, least_component) AS weakest_value,
  reason AS null_reason, '2' AS methodology_version
FROM {database}.resilience_parts_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32}) AS parts
COMMENT 'The resilience measures of a population at an instant, recomputed from raw rows.';
