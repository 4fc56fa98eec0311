-- The rolling population of the methodology, section 1: for each node its newest observation with
-- at - window_s < observed_at <= at; of equal times the later Kafka offset, which is the later one said,
-- because all observations of a node are in one partition.
--
-- A placement holds for its node's observations of the same partition from observation_offset on until
-- the next one, hence the ASOF join. placed is false where none is in force: then the attributes are
-- null, which is unknown, and not what the source declared.
--
-- What counts at an instant is what stands before the watermark that closed it, so what was said later
-- does not change it. Where none has closed it yet, all that was said counts.
--
-- Columns:
--   placed: Whether a placement is in force; if not, the attributes are unknown.

CREATE OR REPLACE VIEW {database}.population_at {on_cluster} AS
SELECT
  seen.network AS network, seen.layer AS layer, seen.node_id AS node_id,
  seen.newest.observed_at AS observed_at, seen.newest.status AS status, seen.newest.weight AS weight,
  place.node_id != '' AS placed,
  place.ip AS ip, place.asn AS asn, place.provider AS provider, place.region AS region,
  place.country AS country, place.city AS city, place.site AS site, place.operator AS operator, place.client AS client,
  seen.newest.client_version AS client_version, place.hosting AS hosting, seen.newest.source AS source,
  place.asn_origin AS asn_origin, place.provider_origin AS provider_origin, place.region_origin AS region_origin,
  place.country_origin AS country_origin, place.site_origin AS site_origin, place.hosting_origin AS hosting_origin,
  place.tables_version AS tables_version,
  seen.newest.partition AS observation_partition, seen.newest.offset AS observation_offset
FROM
(
  SELECT
    network, layer, node_id,
    argMax(
      CAST(
        tuple(observed_at, status, weight, client_version, source, _partition, _offset),
        'Tuple(observed_at DateTime64(3, \'UTC\'), status String, weight Nullable(UInt64), client_version Nullable(String), source String, partition UInt32, offset UInt64)'),
      tuple(observed_at, _version)) AS newest
  FROM {database}.observation_log AS log
  LEFT JOIN
  (
    SELECT partition, offset + 1 AS cut
    FROM {database}.closing_watermarks(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')})
  ) AS closing
  ON log._partition = closing.partition
  WHERE network = {network:String} AND layer = {layer:String} AND NOT is_tick
    AND observed_at > {at:DateTime64(3, 'UTC')} - toIntervalSecond(
      if({window_s:UInt32} > 0, {window_s:UInt32},
        (SELECT arrayMax(windows_s) FROM {database}.rules_of(network = {network:String}, layer = {layer:String}))))
    AND observed_at <= {at:DateTime64(3, 'UTC')}
    AND (closing.cut = 0 OR log._offset + 1 < closing.cut)
  GROUP BY network, layer, node_id
) AS seen
ASOF LEFT JOIN
(
  SELECT *
  FROM {database}.placements FINAL
  WHERE network = {network:String} AND layer = {layer:String}
) AS place
ON seen.node_id = place.node_id
  AND seen.newest.partition = place.observation_partition
  AND seen.newest.offset >= place.observation_offset
COMMENT 'Who made up a population at an instant: each node seen in (at - window_s, at], newest observation, with the place in force; window_s = 0 is the longest of the population.';
