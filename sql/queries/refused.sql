-- What was refused, and why?
--
-- Records that did not pass a check, counted by reason, the most first.
--
-- Parameters:
--   since DateTime64(3, 'UTC') = '1970-01-01T00:00:00Z': Refused from here on.
--   until DateTime64(3, 'UTC') = 'now': And up to here.
--   limit UInt32 = '20': At most so many rows.
-- Columns:
--   stage LowCardinality(String): Where it was refused.
--   source LowCardinality(String): The feed, format or topic it came from.
--   field LowCardinality(Nullable(String)): What of it was wrong; null if the whole.
--   records UInt64: How many.
--   last_at DateTime64(3, 'UTC'): When the last one was.
--   example String: The reason of the last one.

SELECT
  stage, source, field, count() AS records, max(refused_at) AS last_at,
  argMax(reason, tuple(refused_at, _version)) AS example
FROM dead_letters FINAL
WHERE refused_at BETWEEN {since:DateTime64(3, 'UTC')} AND {until:DateTime64(3, 'UTC')}
GROUP BY stage, source, field
ORDER BY records DESC, stage, source, field
LIMIT {limit:UInt32}
