CREATE OR REPLACE VIEW {database}.latest_alerts {on_cluster} AS
SELECT * EXCEPT (_topic, _partition, _offset, _epoch, _landed_at)
FROM {database}.alerts FINAL
ORDER BY at DESC, state DESC
LIMIT 1 BY rule, subject
COMMENT 'The newest state of each alert, with since when it holds and when it fired.';
