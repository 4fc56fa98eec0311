-- A node whose region, or an incident whose region, is unknown is inside at the high end only; and not where
-- the countries of both are known and differ. The high ends of methodology 1 did not look at countries.
--
-- Columns as of resilience:
--   any_low: Live weight inside outages of any severity, nodes and outages of known region only.
--   any_high: The same with what may be inside, since a region is unknown.
--   major_low: As any_low, of severity major or worse.
--   major_high: As any_high, of severity major or worse.
--   critical_low: As any_low, of severity critical.
--   critical_high: As any_high, of severity critical.
--   any_high_1: any_high by methodology 1, which did not look at countries.
--   major_high_1: major_high by methodology 1.
--   critical_high_1: critical_high by methodology 1.
--   providers: Providers of the live nodes.
--   in_scope: Open outages whose provider hosts live weight.

CREATE OR REPLACE VIEW {database}.exposure_at {on_cluster} AS
WITH
  (
    SELECT CAST(groupArray((toString(provider) || '/' || toString(region), toString(country))), 'Map(String, String)')
    FROM {database}.region_countries FINAL
  ) AS country_of
SELECT
  counted.1 AS weighting,
  sumIf(counted.2, low >= 1) AS any_low, sumIf(counted.2, high >= 1) AS any_high,
  sumIf(counted.2, low >= 3) AS major_low, sumIf(counted.2, high >= 3) AS major_high,
  sumIf(counted.2, low >= 4) AS critical_low, sumIf(counted.2, high >= 4) AS critical_high,
  sumIf(counted.2, high_1 >= 1) AS any_high_1, sumIf(counted.2, high_1 >= 3) AS major_high_1,
  sumIf(counted.2, high_1 >= 4) AS critical_high_1,
  groupUniqArrayIf(provider, provider != '' AND counted.2 > 0) AS providers,
  arrayCount(outage -> hasAny(outage.1, providers), any(outages)) AS in_scope
FROM
(
  SELECT
    outages,
    ifNull(toString(population.provider), '') AS provider,
    ifNull(toString(population.region), '') AS region,
    ifNull(toString(population.country), '') AS country,
    toUInt128(ifNull(population.weight, 0)) AS weight,
    arrayFilter(place -> place.1 = provider AND provider != '', arrayFlatten(outages)) AS here,
    arrayMax(arrayMap(
      place -> if(place.2 = 'global' OR provider || '/' || place.2 = region, place.3, 0), here)) AS low,
    arrayMax(arrayMap(
      place -> if(
        place.2 IN ('', 'global') OR region = provider || '/' || place.2
          OR (region = '' AND (country = '' OR place.4 = '' OR place.4 = country)),
        place.3, 0),
      here)) AS high,
    arrayMax(arrayMap(
      place -> if(place.2 IN ('', 'global') OR region IN ('', provider || '/' || place.2), place.3, 0), here)) AS high_1
  FROM {database}.population_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32}) AS population
  CROSS JOIN
  (
    SELECT groupArray(arrayMap(
      scope -> (
        toString(scope.provider), ifNull(toString(scope.region), ''),
        indexOf(['info', 'minor', 'major', 'critical'], toString(severity)),
        country_of[toString(scope.provider) || '/' || ifNull(toString(scope.region), '')]),
      scopes)) AS outages
    FROM {database}.outages_open_at(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')})
  ) AS open
  WHERE population.status != 'down'
)
ARRAY JOIN [('nodes', toUInt128(1)), ('weight', weight)] AS counted
GROUP BY weighting
COMMENT 'Live weight inside the outages open at an instant, by least severity and by what is known of regions.';
