-- Answered from the daily_ends projection: a row a series and day, however many instants a day has.
--
-- Columns:
--   day: The day, in UTC.
--   first_at: Its first instant.
--   last_at: Its last one.

CREATE OR REPLACE VIEW {database}.measured_days {on_cluster} AS
SELECT
  network, layer, weighting, window_s, toDate(resilience.at) AS day, min(resilience.at) AS first_at,
  max(resilience.at) AS last_at
FROM {database}.resilience
GROUP BY network, layer, weighting, window_s, toDate(resilience.at)
COMMENT 'Which days were measured: the first and the last instant of each resilience series and day.';
