-- Twelve populations, each with three windows, nine dimensions and two weightings, minute by minute, in the
-- order of time as they land. {first} and {last} are instants counted from the first.

INSERT INTO decentralization
  (network, layer, at, window_s, dimension, weighting, nodes, entities, total, known, unknown, coverage,
   nakamoto_liveness, nakamoto_liveness_pessimistic, nakamoto_safety, nakamoto_third, nakamoto_half,
   nakamoto_two_thirds, hhi, effective_entities, effective_entities_q1, entropy, normalized_entropy, gini,
   theil, top1, top3, big_three, robustness, robustness_ratio, top_entity, late, methodology_version,
   _topic, _partition, _offset, _epoch)
WITH
  number % 648 AS s, intDiv(number, 648) AS t, intDiv(t, 4) + s AS seed,
  0.05 + cityHash64(seed) % 100000 / 400000 AS share,
  1000 + 100 * s + cityHash64(seed, 1) % 20 AS live
SELECT
  concat('network-', toString(intDiv(s, 54))), 'consensus',
  toDateTime64('2025-06-01 00:00:00', 3, 'UTC') + toIntervalMinute(t), [300, 3600, 86400][1 + s % 3],
  ['node', 'provider', 'region', 'site', 'asn', 'country', 'operator', 'client', 'hosting'][1 + intDiv(s, 3) % 9],
  ['nodes', 'weight'][1 + intDiv(s, 27) % 2],
  live, 5 + s % 200, live * 1000000007, live * 930000006, live * 70000001, 0.93,
  1 + toUInt32(share * 20), 1 + toUInt32(share * 18), 2 + toUInt32(share * 20), 1 + toUInt32(share * 20),
  2 + toUInt32(share * 30), 3 + toUInt32(share * 40),
  share * share, 1 / (share * share), 1 / share, -log2(share), 1 - share / 3, 0.5 + share, share * 2.1,
  share, least(1., share * 2.4), if(intDiv(s, 3) % 9 = 1, share * 1.5, NULL), 0.5 - share / 7, 1 - share / 3.1,
  ['aws', 'hetzner', 'ovh', 'gcp', 'azure', 'latitude', 'equinix'][1 + s % 7], s % 3, '2',
  'faultline.decentralization.v1', s % 4, number, 0
FROM numbers({first} * 648, ({last} - {first}) * 648);

INSERT INTO resilience
  (network, layer, at, window_s, weighting, live, down, silent, live_nodes, availability, exposure_any_low,
   exposure_any_high, exposure_major_low, exposure_major_high, exposure_critical_low, exposure_critical_high,
   open_incidents, blast_radius, margin, diversity, headroom, halting, resilience_index, index_low, index_high,
   weakest, methodology_version, _topic, _partition, _offset, _epoch)
WITH
  number % 36 AS s, intDiv(number, 36) AS t, cityHash64(intDiv(t, 4) + s) % 100000 / 400000 AS share
SELECT
  concat('network-', toString(intDiv(s, 3))), 'consensus',
  toDateTime64('2025-06-01 00:00:00', 3, 'UTC') + toIntervalMinute(t), [300, 3600, 86400][1 + s % 3], 'weight',
  1000000 + s, 1000, 100, 1000, 0.99, share, share + 0.01, share / 2, share / 2 + 0.01, 0, 0.01, 3,
  map('provider', share, 'country', share / 2, 'client', 0.4), map('provider', 0.2, 'country', share),
  map('provider', 0.5, 'country', 0.25), 0.3, if(share > 0.2, ['provider'], []), 100 * share, 90 * share,
  105 * share, 'margin(provider)', '2', 'faultline.resilience.v1', s % 4, number, 0
FROM numbers({first} * 36, ({last} - {first}) * 36);

INSERT INTO joint_nakamoto
  (network, layer, at, window_s, weighting, upper, lower, exact, entities, methodology_version,
   _topic, _partition, _offset, _epoch)
WITH number % 36 AS s, intDiv(number, 36) AS t
SELECT
  concat('network-', toString(intDiv(s, 3))), 'consensus',
  toDateTime64('2025-06-01 00:00:00', 3, 'UTC') + toIntervalMinute(t), [300, 3600, 86400][1 + s % 3], 'weight',
  2, 1, 0, ['provider:aws', 'country:DE'], '2', 'faultline.joint-nakamoto.v1', s % 4, number, 0
FROM numbers({first} * 36, ({last} - {first}) * 36);

-- Of shares only two instants a day, of scenarios every twentieth.

INSERT INTO entity_shares
  (network, layer, at, window_s, dimension, weighting, entity, nodes, weight, share, rank, _topic, _partition,
   _offset, _epoch)
WITH number % 51 AS e, intDiv(number, 51) % 648 AS s, intDiv(number, 51 * 648) AS t
SELECT
  concat('network-', toString(intDiv(s, 54))), 'consensus',
  toDateTime64('2025-06-01 00:00:00', 3, 'UTC') + toIntervalMinute({last} - 1 - t * 720),
  [300, 3600, 86400][1 + s % 3],
  ['node', 'provider', 'region', 'site', 'asn', 'country', 'operator', 'client', 'hosting'][1 + intDiv(s, 3) % 9],
  ['nodes', 'weight'][1 + intDiv(s, 27) % 2],
  if(e = 50, '', if(e = 0, 'aws', concat('entity-', toString(e)))), 100 - e, 1000 * (100 - e),
  (100 - e) / 4000 + (6 - t % 7) / 1000, e + 1, 'faultline.entity-shares.v1', s % 4, number, 0
FROM numbers(intDiv({last} - {first}, 720) * 51 * 648);

INSERT INTO stress
  (network, layer, at, window_s, weighting, scenario, lost_low, lost_high, halts, survivors_nodes,
   survivors_entities, survivors_nakamoto, survivors_hhi, definition, failed, methodology_version, _topic,
   _partition, _offset, _epoch)
WITH number % 15 AS c, intDiv(number, 15) % 36 AS s, intDiv(number, 15 * 36) AS t
SELECT
  concat('network-', toString(intDiv(s, 3))), 'consensus',
  toDateTime64('2025-06-01 00:00:00', 3, 'UTC') + toIntervalMinute({last} - 1 - t * 20),
  [300, 3600, 86400][1 + s % 3], 'weight', if(c = 0, 'aws/us-east-1', concat('scenario-', toString(c))),
  0.2, 0.3, 'no', 900, map('provider', 20), map('provider', 3), map('provider', 0.1), ['provider:aws'],
  ['provider:aws'], '2', 'faultline.stress.v1', s % 4, number, 0
FROM numbers(intDiv({last} - {first}, 20) * 15 * 36);
