-- Columns:
--   is_default: Whether the population has no rules of its own.

CREATE OR REPLACE VIEW {database}.rules_of {on_cluster} AS
SELECT rules.* EXCEPT (network, layer, _version), rules.network = '' AS is_default
FROM {database}.networks AS rules FINAL
WHERE (rules.network = {network:String} AND rules.layer = {layer:String}) OR rules.network = ''
ORDER BY is_default
LIMIT 1
COMMENT 'The rules of one population: its own, else the defaults.';
