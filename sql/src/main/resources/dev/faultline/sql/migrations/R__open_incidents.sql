CREATE OR REPLACE VIEW {database}.open_incidents {on_cluster} AS
SELECT * EXCEPT (open)
FROM {database}.incidents_known_at(at = now64(3, 'UTC'))
WHERE open
COMMENT 'What is broken now, as far as is known now.';
