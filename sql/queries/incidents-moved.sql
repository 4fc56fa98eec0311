-- Which incidents were told otherwise after the fact?
--
-- Incidents whose begin, end or severity was changed by a revision that was seen after they had been said to
-- have ended. What was published before knows the earlier telling: see incidents_known_at.
--
-- Parameters:
--   provider String = '': Only this provider; all if empty.
--   since DateTime64(3, 'UTC') = '1970-01-01T00:00:00Z': Changes seen from here on.
--   until DateTime64(3, 'UTC') = 'now': And up to here.
--   limit UInt32 = '50': At most so many rows.
-- Columns:
--   provider LowCardinality(String): Whose incident.
--   source LowCardinality(String): The feed.
--   incident_id String: Its id within the feed.
--   title String: What it is called now.
--   changed_at DateTime64(3, 'UTC'): When the last such change was seen.
--   hours_after Float64: How long after the end that had been known until then.
--   changed Array(String): What changed: begin, end, severity.
--   began_before DateTime64(3, 'UTC'): The begin as told before.
--   began_after DateTime64(3, 'UTC'): And after.
--   ended_before Nullable(DateTime64(3, 'UTC')): The end as told before.
--   ended_after Nullable(DateTime64(3, 'UTC')): And after.
--   severity_before String: The severity as told before.
--   severity_after LowCardinality(String): And after.

WITH revisions AS
(
  SELECT
    provider, source, incident_id, title, known_at, revision, begins_at, ends_at, severity,
    lagInFrame(revision) OVER telling AS revision_before,
    lagInFrame(begins_at) OVER telling AS began_before,
    lagInFrame(ends_at) OVER telling AS ended_before,
    lagInFrame(severity) OVER telling AS severity_before
  FROM incident_revisions FINAL
  WHERE {provider:String} = '' OR provider = {provider:String}
  WINDOW telling AS
    (PARTITION BY source, incident_id ORDER BY known_at, revision ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
)
SELECT
  provider, source, incident_id, title, known_at AS changed_at,
  dateDiff('second', assumeNotNull(ended_before), known_at) / 3600 AS hours_after,
  arrayFilter(
    what -> what != '',
    [
      if(begins_at != began_before, 'begin', ''),
      if(isNull(ends_at) OR ends_at != ended_before, 'end', ''),
      if(severity != severity_before, 'severity', '')
    ]) AS changed,
  began_before, begins_at AS began_after, ended_before, ends_at AS ended_after, severity_before,
  severity AS severity_after
FROM revisions
WHERE revision_before > 0 AND ended_before <= known_at AND notEmpty(changed)
  AND known_at BETWEEN {since:DateTime64(3, 'UTC')} AND {until:DateTime64(3, 'UTC')}
ORDER BY source, incident_id, known_at DESC, revision DESC
LIMIT 1 BY source, incident_id
LIMIT {limit:UInt32}
