-- What was broken at an instant, as known then, and what is known of it now?
--
-- Incidents that were open at the instant by the revisions seen until then.
--
-- Parameters:
--   at DateTime64(3, 'UTC') = 'now': The instant.
--   provider String = '': Only this provider; all if empty.
-- Columns:
--   provider LowCardinality(String): Whose incident.
--   source LowCardinality(String): The feed.
--   incident_id String: Its id within the feed.
--   kind LowCardinality(String): outage, maintenance or dependant.
--   severity LowCardinality(String): As known then.
--   regions Array(LowCardinality(String)): Where it was said to hurt.
--   begins_at DateTime64(3, 'UTC'): As known then.
--   title String: As known then.
--   severity_now LowCardinality(String): As known now.
--   begins_at_now DateTime64(3, 'UTC'): As known now.
--   ends_at_now Nullable(DateTime64(3, 'UTC')): As known now; null while unknown.

SELECT
  old.provider AS provider, old.source AS source, old.incident_id AS incident_id, old.kind AS kind,
  old.severity AS severity, old.regions AS regions, old.begins_at AS begins_at, old.title AS title,
  known.severity AS severity_now, known.begins_at AS begins_at_now, known.ends_at AS ends_at_now
FROM
(
  SELECT *
  FROM incidents_known_at(at = {at:DateTime64(3, 'UTC')})
  WHERE open AND ({provider:String} = '' OR provider = {provider:String})
) AS old
JOIN
(
  SELECT source, incident_id, severity, begins_at, ends_at
  FROM incident_revisions
  ORDER BY source, incident_id, known_at DESC, revision DESC, _version DESC
  LIMIT 1 BY source, incident_id
) AS known
ON known.source = old.source AND known.incident_id = old.incident_id
ORDER BY begins_at, provider, source, incident_id
