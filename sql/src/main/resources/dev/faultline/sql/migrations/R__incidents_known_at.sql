-- What is known of incidents, as of any instant. The newest revision is the one known last; revision and
-- then the Kafka order break ties.
--
-- Columns:
--   open: Whether the incident was open at the instant, as known then.

CREATE OR REPLACE VIEW {database}.incidents_known_at {on_cluster} AS
SELECT
  * EXCEPT (_topic, _partition, _offset, _epoch, _landed_at),
  status NOT IN ('resolved', 'vanished', 'retracted')
    AND begins_at <= {at:DateTime64(3, 'UTC')}
    AND (ends_at IS NULL OR ends_at > {at:DateTime64(3, 'UTC')}) AS open
FROM {database}.incident_revisions
WHERE known_at <= {at:DateTime64(3, 'UTC')}
ORDER BY source, incident_id, known_at DESC, revision DESC, _version DESC
LIMIT 1 BY source, incident_id
COMMENT 'What was known at an instant: the newest revision of each incident with known_at <= at, and whether it was open then.';
