CREATE OR REPLACE VIEW {database}.latest_ripple {on_cluster} AS
SELECT dependant, provider, at, window_s, incidents, overlaps, downtime_ms, lift, methodology_version, attributed_incidents
FROM {database}.ripple
WHERE finding = 'lift'
ORDER BY dependant, provider, at DESC, _version DESC
LIMIT 1 BY dependant, provider
COMMENT 'Who suffers with whom, more than by chance: the newest day with three overlaps or more.';
