-- How reliable is each provider, by its own account?
--
-- The newest day of each over a window, the least available first. A thin feed is not resilience: feed_since
-- and revisions say how much it told.
--
-- Parameters:
--   window_days UInt32 = '30': 1, 7, 30, 90 or another window for which there are rows; else the nearest.
--   region String = 'all': One region of each provider, or all of a provider together.
-- Columns:
--   provider LowCardinality(String): Canonical id.
--   at DateTime64(3, 'UTC'): The day, a midnight.
--   days Float64: Length of the window.
--   incidents UInt32: Outages in the window.
--   availability Float64: Share of the window without one.
--   hours_down Float64: Length of all outages together.
--   mean_hours_to_repair Nullable(Float64): Of the outages that ended in it.
--   unplaced UInt32: Outages without a known region.
--   revisions UInt32: How much its feed told.
--   feed_since DateTime64(3, 'UTC'): Before this nothing is known of it.

SELECT
  provider, at, window_s / 86400 AS days, incidents, availability, downtime_ms / 3600000 AS hours_down,
  mttr_s / 3600 AS mean_hours_to_repair, unplaced, revisions, feed_since
FROM latest_provider_reliability
WHERE region = {region:String}
ORDER BY provider, abs(toInt64(window_s) - toInt64({window_days:UInt32}) * 86400), window_s
LIMIT 1 BY provider
