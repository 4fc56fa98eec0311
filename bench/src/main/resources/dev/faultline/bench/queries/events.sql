-- What does not grow with the instants: incidents and what they did, places, sightings, dead letters.

INSERT INTO incident_revisions
  (source, incident_id, revision, content_hash, known_at, kind, provider, status, severity, begins_at, ends_at,
   title, scopes, regions, services, _topic, _partition, _offset, _epoch)
WITH intDiv(number, 4) AS i, number % 4 AS r
SELECT
  ['aws-health', 'gcp-status', 'azure-status'][1 + i % 3], concat('incident-', toString(i)), r + 1,
  hex(number), toDateTime64('2020-01-01 00:00:00', 3, 'UTC') + toIntervalHour(i * 4 + r),
  if(i % 9 = 0, 'dependant', 'outage'), ['aws', 'gcp', 'azure'][1 + i % 3],
  if(r = 3, 'resolved', 'investigating'), 'major',
  toDateTime64('2020-01-01 00:00:00', 3, 'UTC') + toIntervalHour(i * 4),
  if(r = 3, toDateTime64('2020-01-01 00:00:00', 3, 'UTC') + toIntervalHour(i * 4 + 2), NULL),
  'Elevated error rates', [tuple('aws', 'us-east-1', NULL)], ['us-east-1'], ['compute'],
  'faultline.incidents.v1', 0, number, 0
FROM numbers(50000);

INSERT INTO impact
  (network, layer, source, incident_id, at, window_s, weighting, provider, begins_at, ends_at, baseline_at,
   baseline_total, baseline, trough, trough_at, lost, exposed_share, lost_share, conversion, time_to_lose_ms,
   time_to_recover_ms, area_weight_s, complete, methodology_version, _topic, _partition, _offset, _epoch)
WITH number % 36 AS s, intDiv(number, 36) % 1000 AS i, intDiv(number, 36000) AS t
SELECT
  concat('network-', toString(intDiv(s, 3))), 'consensus', ['aws-health', 'gcp-status', 'azure-status'][1 + i % 3],
  concat('incident-', toString(10000 + i)), begins_at + toIntervalMinute(t), [300, 3600, 86400][1 + s % 3],
  'weight', ['aws', 'gcp', 'azure'][1 + i % 3],
  toDateTime64('2025-06-01 00:00:00', 3, 'UTC') + toIntervalHour(i * 3) AS begins_at, NULL, begins_at, 1000000,
  200000, 150000, begins_at, i % 3 * 10000, 0.2, 0.05, 0.25, 60000, NULL, 1000, 0, '2', 'faultline.impact.v1', 0,
  number, 0
FROM numbers(36000 * 20);

INSERT INTO placements
  (network, layer, node_id, observed_at, observation_partition, observation_offset, provider, region, country,
   tables_version, _topic, _partition, _offset, _epoch)
SELECT
  concat('network-', toString(number % 12)), 'consensus', concat('node-', toString(intDiv(number, 12) % 5000)),
  toDateTime64('2025-06-01 00:00:00', 3, 'UTC') + toIntervalMinute(intDiv(number, 20)), 0, number,
  ['aws', 'gcp', 'hetzner'][1 + cityHash64(number) % 3], 'aws/us-east-1', 'US', '1', 'faultline.placements.v1', 0,
  number, 0
FROM numbers(300000);

INSERT INTO observations
  (network, layer, node_id, observed_at, status, provider, country, weight, source, _topic, _partition, _offset,
   _epoch)
SELECT
  concat('network-', toString(number % 12)), 'consensus', concat('node-', toString(intDiv(number, 12) % 5000)),
  toDateTime64('2025-06-01 00:00:00', 3, 'UTC') + toIntervalSecond(intDiv(number, 1000) * 15), 'up', 'aws', 'US',
  1000, 'bench', 'faultline.observations.v1', number % 4, number, 0
FROM numbers({observations});

INSERT INTO provider_reliability
  (provider, region, at, window_s, methodology_version, _topic, _partition, _offset, _epoch)
SELECT
  concat('provider-', toString(number % 20)), 'all',
  toDateTime64('2020-01-01 00:00:00', 3, 'UTC') + toIntervalDay(intDiv(number, 40)),
  [2592000, 7776000][1 + intDiv(number, 20) % 2], '2', 'faultline.provider-reliability.v1', 0, number, 0
FROM numbers(80000);

INSERT INTO ripple
  (dependant, provider, at, finding, window_s, incidents, overlaps, lift, methodology_version, _topic, _partition,
   _offset, _epoch)
SELECT
  concat('dependant-', toString(number % 30)), 'aws',
  toDateTime64('2020-01-01 00:00:00', 3, 'UTC') + toIntervalDay(intDiv(number, 30)), 'lift', 7776000, 10, 4, 2.5, '2',
  'faultline.ripple.v1', 0, number, 0
FROM numbers(60000);

INSERT INTO dead_letters (stage, source, refused_at, field, reason, _topic, _partition, _offset, _epoch)
SELECT
  'import', 'bench', toDateTime64('2025-06-01 00:00:00', 3, 'UTC') + toIntervalSecond(number), 'weight',
  'is negative', 'faultline.dead-letters.v1', 0, number, 0
FROM numbers(100000);
