-- Each population is measured over several windows, and once in a while by another weighting. This is the
-- series that stands for it: the newest instant, and of the windows at it the longest. Answered from the
-- latest_at projection.

CREATE OR REPLACE VIEW {database}.populations {on_cluster} AS
SELECT network, layer, weighting, window_s, newest AS at
FROM
(
  SELECT network, layer, weighting, window_s, max(at) AS newest
  FROM {database}.resilience
  GROUP BY network, layer, window_s, weighting
)
ORDER BY network, layer, newest DESC, window_s DESC
LIMIT 1 BY network, layer
COMMENT 'Which populations are measured: of each its main series, the longest window by the weighting of its resilience, and the newest instant.';
