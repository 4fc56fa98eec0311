-- The rest of a ranking has an empty name: an entity may well be called other.

ALTER TABLE {database}.entity_shares {on_cluster}
  COMMENT COLUMN entity 'The entity; empty for the rest, which has rank 51.';
