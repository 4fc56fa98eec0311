-- Of the incident revisions those that the watermarks which closed the instant stood behind; all, where no watermark
-- told it or none has closed it yet.
--
-- Columns:
--   through: Incident revisions before this offset count at the instant; null if no watermark told.

CREATE OR REPLACE VIEW {database}.outages_open_at {on_cluster} AS
SELECT source, incident_id, provider, severity, begins_at, title, scopes, through
FROM
(
  SELECT
    source, incident_id, kind, provider, status, severity, begins_at, ends_at, title, scopes,
    (
      SELECT max(incidents_through)
      FROM {database}.closing_watermarks(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')})
    ) AS through
  FROM {database}.incident_revisions FINAL
  WHERE known_at <= {at:DateTime64(3, 'UTC')} AND (through IS NULL OR _offset < through)
  ORDER BY source, incident_id, known_at DESC, _version DESC
  LIMIT 1 BY source, incident_id
)
WHERE kind = 'outage' AND status NOT IN ('resolved', 'vanished', 'retracted')
  AND begins_at <= {at:DateTime64(3, 'UTC')} AND (ends_at IS NULL OR ends_at > {at:DateTime64(3, 'UTC')})
COMMENT 'The outages open at an instant, as a population knew them then.';
