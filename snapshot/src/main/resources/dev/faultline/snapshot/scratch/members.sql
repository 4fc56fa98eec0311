-- What a scratch database has beside the tables of every other one: the members of populations as a snapshot
-- holds them. Views that read raw rows elsewhere read these here.

CREATE TABLE {database}.snapshot_members
(
  network String COMMENT 'Lower-case network name, such as solana.',
  layer String COMMENT 'consensus, execution, storage, compute or access.',
  at DateTime64(3, 'UTC') COMMENT 'The instant T of the rows that it is counted in.',
  node String COMMENT 'Identity of the node within its network; a number in the order of the identities where these are private.',
  observed_at DateTime64(3, 'UTC') COMMENT 'Its newest observation: the node is in the window W if this is later than T - W, else it is silent.',
  status LowCardinality(String) COMMENT 'up, degraded or down. A node that is up or degraded is live.',
  weight Nullable(UInt64) COMMENT 'In the base unit of the network; null if it has none.',
  asn Nullable(UInt32) COMMENT 'Autonomous system number; null if unknown.',
  asn_origin LowCardinality(Nullable(String)) COMMENT 'declared or derived; null if asn is unknown.',
  provider LowCardinality(Nullable(String)) COMMENT 'Canonical provider id where listed, else as spelled; null if unknown.',
  provider_origin LowCardinality(Nullable(String)) COMMENT 'declared or derived; null if provider is unknown.',
  region LowCardinality(Nullable(String)) COMMENT 'provider/region; null if unknown.',
  region_origin LowCardinality(Nullable(String)) COMMENT 'declared or derived; null if region is unknown.',
  country LowCardinality(Nullable(String)) COMMENT 'ISO 3166-1 alpha-2; null if unknown.',
  country_origin LowCardinality(Nullable(String)) COMMENT 'declared or derived; null if country is unknown.',
  site LowCardinality(Nullable(String)) COMMENT 'provider/region, else provider/CC/city, else provider/CC; null if unknown.',
  site_origin LowCardinality(Nullable(String)) COMMENT 'declared, or derived if any part of the site is; null if site is unknown.',
  operator Nullable(String) COMMENT 'Who runs the node; null if unknown.',
  client LowCardinality(Nullable(String)) COMMENT 'Client software; null if unknown.',
  client_version LowCardinality(Nullable(String)) COMMENT 'Version of the client software; null if unknown.',
  hosting LowCardinality(Nullable(String)) COMMENT 'hyperscale, cloud, datacenter, residential, consumer or tor; null if unknown.',
  hosting_origin LowCardinality(Nullable(String)) COMMENT 'declared or derived; null if hosting is unknown.',
  source LowCardinality(String) COMMENT 'Which feed said so.',
  tables_version LowCardinality(String) COMMENT 'Which enrichment tables its place was derived by.',
  ip Nullable(String) COMMENT 'Public address; null if unknown. Only with --with-addresses.'
)
ENGINE = MergeTree
ORDER BY (network, layer, node)
COMMENT 'Who made up each population at its instant, seen within its longest window.';

CREATE TABLE {database}.snapshot_populations
(
  network String,
  layer String,
  at DateTime64(3, 'UTC'),
  incidents_through Nullable(UInt64)
)
ENGINE = MergeTree
ORDER BY (network, layer);

CREATE TABLE {database}.snapshot_hidden
(
  network String,
  layer String,
  node String,
  name String
)
ENGINE = MergeTree
ORDER BY (network, layer, node);
