-- City, site and derived country of nodes.

ALTER TABLE {database}.observations {on_cluster}
  ADD COLUMN IF NOT EXISTS city LowCardinality(Nullable(String)) COMMENT 'City as the source spells it; null if unknown.' CODEC(ZSTD(1)) AFTER country;

ALTER TABLE {database}.placements {on_cluster}
  ADD COLUMN IF NOT EXISTS city LowCardinality(Nullable(String)) COMMENT 'City as declared, in the spelling that cities are compared by; null if unknown.' CODEC(ZSTD(1)) AFTER country_origin,
  ADD COLUMN IF NOT EXISTS site LowCardinality(Nullable(String)) COMMENT 'provider/region, else provider/CC/city, else provider/CC; null if unknown.' CODEC(ZSTD(1)) AFTER city,
  ADD COLUMN IF NOT EXISTS site_origin LowCardinality(Nullable(String)) COMMENT 'declared, or derived if any part of the site is; null if site is unknown.' CODEC(ZSTD(1)) AFTER site;
