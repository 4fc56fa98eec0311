-- What was called a tick when these tables were made has been called a watermark since.

ALTER TABLE {database}.observation_log {on_cluster}
  COMMENT COLUMN IF EXISTS is_tick 'Whether it is a watermark: up to observed_at everything has been published to its partition.',
  COMMENT COLUMN IF EXISTS observed_at 'Event time of the observation, or the time of the watermark.',
  COMMENT COLUMN IF EXISTS node_id 'Identity of the node within its network; empty for a watermark.',
  COMMENT COLUMN IF EXISTS status 'up, degraded or down; tick for a watermark.',
  COMMENT COLUMN IF EXISTS source 'Which feed or page said so; empty for a watermark.',
  COMMENT COLUMN IF EXISTS incidents_through 'Of a watermark: the incident revisions before this offset had been published, too.';

ALTER TABLE {database}.observation_log {on_cluster}
  MODIFY COMMENT 'Every record of the observation topic, watermarks too, one row per (partition, offset).';

ALTER TABLE {database}.networks {on_cluster}
  COMMENT COLUMN IF EXISTS grace_s 'How far a watermark must lie behind T to close it, in seconds.';
