-- late is recomputed, and no longer bounded only: a late record counts unless it repeats what was held of its
-- time when it came. That is the newest record that waited for the next slot, if it was observed then and
-- nothing newer counted, else what counted: the newest record that had taken effect.
--
-- Columns:
--   late_at_most: Records of the window that came after their slot had closed.
--   late: Of these, those that do not repeat what was held of their node: the late of the published row.

CREATE OR REPLACE VIEW {database}.late_at {on_cluster} AS
SELECT
  count() AS late_at_most,
  countIf(NOT if(
    waiting.at = record.at AND waiting.at >= counting.at,
    waiting.standing = record.standing,
    counting.at = record.at AND counting.standing = record.standing)) AS late
FROM
(
  SELECT
    record,
    arrayReverseSort(
      each -> (each.at, each.offset),
      arrayFilter(each -> each.offset < record.offset AND each.effective <= record.closed, said))[1] AS counting,
    arrayReverseSort(
      each -> (each.at, each.offset),
      arrayFilter(each -> each.offset < record.offset AND each.effective = record.closed + record.step, said))[1] AS waiting
  FROM
  (
    SELECT
      groupArray(
        CAST(
          tuple(offset, at, slot, closed, step, effective, standing),
          'Tuple(offset UInt64, at Int64, slot Int64, closed Int64, step Int64, effective Int64, standing String)')) AS said
    FROM {database}.said_by(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
    GROUP BY partition, node_id
    HAVING countIf(slot <= closed) > 0
  )
  ARRAY JOIN arrayFilter(each -> each.slot <= each.closed, said) AS record
)
COMMENT 'How many records of a window came after their slot had closed; late leaves out those that repeat what was held of their node.';
