-- For servers only: the embedded engine makes dictionaries with --allow-files alone. Can be run again at any
-- time. They follow their tables within ten minutes.
--
--   SELECT dictGet('faultline.provider_names', 'name', tuple('aws'))
--   SELECT dictGet('faultline.network_rules', 'citation', ('solana', 'consensus'))

CREATE OR REPLACE DICTIONARY {database}.provider_names {on_cluster}
(
  id String,
  name String,
  hosting String
)
PRIMARY KEY id
SOURCE(CLICKHOUSE(QUERY 'SELECT id, name, hosting FROM {database}.providers FINAL'))
LAYOUT(COMPLEX_KEY_HASHED())
LIFETIME(MIN 300 MAX 600)
COMMENT 'Names and hosting classes of providers by canonical id.';

CREATE OR REPLACE DICTIONARY {database}.network_rules {on_cluster}
(
  network String,
  layer String,
  base_unit String,
  liveness_numerator UInt64,
  liveness_denominator UInt64,
  step_s UInt32,
  grace_s UInt32,
  citation String
)
PRIMARY KEY network, layer
SOURCE(CLICKHOUSE(QUERY 'SELECT network, layer, base_unit, liveness_numerator, liveness_denominator, step_s, grace_s, citation FROM {database}.networks FINAL'))
LAYOUT(COMPLEX_KEY_HASHED())
LIFETIME(MIN 300 MAX 600)
COMMENT 'Rules of each population by network and layer.';
