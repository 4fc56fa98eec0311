-- Which live nodes are inside each scenario, and which may be. The scenarios are those of the rows that were
-- published last, up to the instant: so a row that is missing is seen.
--
-- Nodes that are the same in all dimensions stand in one row. A node of unknown region may be inside unless
-- its provider or its country is known and is that of none of the regions that fail.
--
-- Scenarios are grouped, so that the names of all entities are not carried into the join with the members.
-- One row more, of no nodes, keeps the scenarios of a window in which nothing is live.
--
-- Columns:
--   nodes: Live nodes that are alike in all dimensions.
--   counted: What they count under the weighting.
--   inside: Whether they are known to fail.
--   possible: Whether they may, since something about them is unknown.

CREATE OR REPLACE VIEW {database}.stress_members_at {on_cluster} AS
WITH
  (
    SELECT CAST(groupArray((toString(provider) || '/' || toString(region), toString(country))), 'Map(String, String)')
    FROM {database}.region_countries FINAL
  ) AS country_of,
  arrayDistinct(arrayMap(each -> splitByChar(':', replaceOne(each, 'largest:', ''))[1], definition)) AS dimensions,
  arrayFilter(each -> startsWith(each, 'region:'), failed) AS regions
SELECT
  weighting, scenario, definition, failed, nodes,
  if(weighting = 'weight', weight, toUInt128(nodes)) AS counted,
  provider, country,
  hasAny(
    failed,
    arrayMap(
      each -> each.1 || ':' || each.2,
      arrayFilter(
        each -> each.2 != '',
        [('provider', provider), ('region', region), ('country', country), ('client', client), ('operator', operator), ('hosting', hosting)]))) AS inside,
  (has(dimensions, 'provider') AND provider = '') OR (has(dimensions, 'country') AND country = '')
    OR (has(dimensions, 'client') AND client = '') OR (has(dimensions, 'operator') AND operator = '')
    OR (has(dimensions, 'hosting') AND hosting = '')
    OR (region = '' AND arrayExists(
      each -> (provider = '' OR startsWith(each, 'region:' || provider || '/'))
        AND (country = '' OR country_of[substring(each, 8)] IN ('', country)),
      regions)) AS possible
FROM
(
  SELECT
    ifNull(toString(provider), '') AS provider, ifNull(toString(region), '') AS region,
    ifNull(toString(country), '') AS country, ifNull(toString(client), '') AS client,
    ifNull(toString(operator), '') AS operator, ifNull(toString(hosting), '') AS hosting,
    count() AS nodes, sum(toUInt128(ifNull(weight, 0))) AS weight
  FROM {database}.population_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32}) AS population
  WHERE population.status != 'down'
  GROUP BY provider, region, country, client, operator, hosting
  UNION ALL
  SELECT '', '', '', '', '', '', 0, toUInt128(0)
) AS members
CROSS JOIN
(
  SELECT
    ranked.weighting AS weighting, defined.scenario AS scenario, defined.definition AS definition,
    arraySort(arrayDistinct(arrayFlatten(arrayMap(
      each -> if(
        startsWith(each, 'largest:'),
        arrayMap(
          name -> splitByChar(':', each)[2] || ':' || name,
          arraySlice(ranked.names[splitByChar(':', each)[2]], 1, toUInt32OrZero(splitByChar(':', each)[3]))),
        [each]),
      defined.definition)))) AS failed
  FROM
  (
    SELECT toString(scenario) AS scenario, arrayMap(each -> toString(each), definition) AS definition
    FROM {database}.stress FINAL
    WHERE network = {network:String} AND layer = {layer:String} AND window_s = {window_s:UInt32}
      AND at =
      (
        SELECT max(at)
        FROM {database}.stress
        WHERE network = {network:String} AND layer = {layer:String} AND window_s = {window_s:UInt32}
          AND at <= {at:DateTime64(3, 'UTC')}
      )
  ) AS defined
  CROSS JOIN
  (
    SELECT weighting, CAST(groupArrayArray(largest), 'Map(String, Array(String))') AS names
    FROM
    (
      SELECT toString(weighting) AS weighting, groupArray((toString(dimension), names)) AS largest
      FROM {database}.rankings_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
      WHERE weighting IN
      (
        SELECT weighting
        FROM {database}.counts_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
        WHERE is_published
      )
      GROUP BY weighting
      UNION ALL
      SELECT toString(weighting), []
      FROM {database}.counts_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
      WHERE is_published
    )
    GROUP BY weighting
  ) AS ranked
  GROUP BY weighting, scenario, definition, failed
) AS scenarios
COMMENT 'Live nodes at an instant by scenario: inside if they are known to fail, possible if they may.';
