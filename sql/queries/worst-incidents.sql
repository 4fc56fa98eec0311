-- Which incidents cost networks most, by weight lost?
--
-- What each incident did to each population, as far as is known now, the largest lost share first. An
-- incident that cost nothing is left out.
--
-- Parameters:
--   network String = '': Only this network; all if empty.
--   since DateTime64(3, 'UTC') = '1970-01-01T00:00:00Z': Incidents that began from here on.
--   until DateTime64(3, 'UTC') = 'now': And up to here.
--   limit UInt32 = '20': At most so many rows.
-- Columns:
--   network LowCardinality(String): The network.
--   layer LowCardinality(String): Its layer.
--   provider LowCardinality(String): Whose incident.
--   source LowCardinality(String): The feed of the incident.
--   incident_id String: Its id within the feed.
--   title String: What it is called.
--   begins_at DateTime64(3, 'UTC'): When it began.
--   ends_at Nullable(DateTime64(3, 'UTC')): When it ended; null while unknown.
--   lost UInt64: Weight that was lost.
--   lost_share Nullable(Float64): Of the live weight before it.
--   conversion Nullable(Float64): How much of the exposed weight was lost.
--   minutes_to_lose Nullable(Float64): From its begin to the least weight.
--   minutes_to_recover Nullable(Float64): From there until 95 % were back; null if they are not.
--   complete Bool: Whether later instants change nothing.

WITH series AS
(
  SELECT network, layer, weighting, window_s
  FROM populations
  WHERE {network:String} = '' OR network = {network:String}
)
SELECT
  impacts.network AS network, impacts.layer AS layer, impacts.provider AS provider, impacts.source AS source,
  impacts.incident_id AS incident_id, known.title AS title, impacts.begins_at AS begins_at,
  impacts.ends_at AS ends_at, impacts.lost AS lost, impacts.lost_share AS lost_share,
  impacts.conversion AS conversion, impacts.time_to_lose_ms / 60000 AS minutes_to_lose,
  impacts.time_to_recover_ms / 60000 AS minutes_to_recover, impacts.complete AS complete
FROM
(
  SELECT *
  FROM impact FINAL
  WHERE (network, layer, weighting, window_s) IN (SELECT network, layer, weighting, window_s FROM series)
    AND (network, layer, source, incident_id, weighting, window_s, impact.at) IN
    (
      SELECT network, layer, source, incident_id, weighting, window_s, max(impact.at)
      FROM impact
      WHERE (network, layer, weighting, window_s) IN (SELECT network, layer, weighting, window_s FROM series)
      GROUP BY network, layer, source, incident_id, weighting, window_s
    )
    AND lost > 0 AND begins_at BETWEEN {since:DateTime64(3, 'UTC')} AND {until:DateTime64(3, 'UTC')}
) AS impacts
LEFT JOIN
(
  SELECT source, incident_id, title
  FROM incident_revisions
  ORDER BY source, incident_id, known_at DESC, revision DESC, _version DESC
  LIMIT 1 BY source, incident_id
) AS known
ON known.source = impacts.source AND known.incident_id = impacts.incident_id
ORDER BY lost_share DESC, lost DESC, network, layer, begins_at
LIMIT {limit:UInt32}
