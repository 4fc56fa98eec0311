-- Columns:
--   attributed: Whether the text of the dependant names the provider, as far as was told.

CREATE OR REPLACE VIEW {database}.ripple_pairs {on_cluster} AS
SELECT dependant, provider, at, dependant_source, dependant_incident, provider_source, provider_incident, lag_ms, methodology_version,
  isNotNull(attributed_in) AS attributed, attributed_in
FROM
(
  SELECT *, pair
  FROM {database}.ripple
  WHERE finding != 'lift'
  ORDER BY dependant, provider, pair, at DESC, _version DESC
  LIMIT 1 BY dependant, provider, pair
)
WHERE finding = 'pair'
COMMENT 'Which incidents of dependants began within which outages, as far as is known now.';
