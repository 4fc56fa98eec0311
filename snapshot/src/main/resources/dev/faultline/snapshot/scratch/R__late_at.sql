-- What came late is told by the order of the raw records, which a snapshot does not hold
CREATE OR REPLACE VIEW {database}.late_at {on_cluster} AS
SELECT told AS late_at_most, told AS late
FROM
(
  SELECT any(late) AS told
  FROM {database}.decentralization
  WHERE network = {network:String} AND layer = {layer:String} AND at = {at:DateTime64(3, 'UTC')} AND window_s = {window_s:UInt32}
)
COMMENT 'What came late by an instant, as the snapshot tells it.';
