CREATE OR REPLACE VIEW {database}.snapshot_decentralization_at {on_cluster} AS
SELECT * EXCEPT (_topic, _partition, _offset, _epoch, _landed_at)
FROM {database}.decentralization FINAL
WHERE (network, layer, at) IN
(
  SELECT network, layer, at
  FROM {database}.snapshot_at(as_of = {as_of:DateTime64(3, 'UTC')})
)
COMMENT 'The decentralization rows that the snapshot of an instant was made of, as they stand now.';
