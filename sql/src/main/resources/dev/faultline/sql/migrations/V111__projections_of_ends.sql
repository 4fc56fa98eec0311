-- What questions about an instant of the past and about the newest of a node read instead of history.
--
-- Parts that are there are filled in the background. Until that is done, and in merges with parts of an
-- earlier build, they are read as before: nothing becomes wrong, only slower.

ALTER TABLE {database}.resilience {on_cluster}
  ADD PROJECTION IF NOT EXISTS daily_ends (SELECT network, layer, window_s, weighting, toDate(at), min(at), max(at) GROUP BY network, layer, window_s, weighting, toDate(at));

ALTER TABLE {database}.resilience {on_cluster}
  MATERIALIZE PROJECTION IF EXISTS daily_ends;

ALTER TABLE {database}.observations {on_cluster}
  ADD PROJECTION IF NOT EXISTS latest_seen (SELECT network, layer, node_id, source, max(observed_at) GROUP BY network, layer, node_id, source);

ALTER TABLE {database}.observations {on_cluster}
  MATERIALIZE PROJECTION IF EXISTS latest_seen;

ALTER TABLE {database}.impact {on_cluster}
  ADD PROJECTION IF NOT EXISTS latest_at (SELECT network, layer, source, incident_id, weighting, window_s, max(at) GROUP BY network, layer, source, incident_id, weighting, window_s);

ALTER TABLE {database}.impact {on_cluster}
  MATERIALIZE PROJECTION IF EXISTS latest_at;
