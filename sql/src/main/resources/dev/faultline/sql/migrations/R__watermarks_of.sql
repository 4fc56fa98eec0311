-- Columns:
--   partition: Partition of the observation topic.
--   offset: Offset of the record.
--   watermark: Watermark of the population in the partition from this record on, in milliseconds.

CREATE OR REPLACE VIEW {database}.watermarks_of {on_cluster} AS
SELECT partition, offset, max(least_said) OVER (PARTITION BY partition ORDER BY offset) AS watermark
FROM
(
  SELECT
    partition, offset,
    if(countIf(holds) = 0, any(newest), minIf(through, holds)) AS least_said
  FROM
  (
    SELECT
      place.partition AS partition, place.offset AS offset, place.newest AS newest, statement.through AS through,
      statement.is_open AND statement.through >= place.newest - place.lag AS holds
    FROM
    (
      SELECT position.partition AS partition, position.offset AS offset, position.newest AS newest, position.lag AS lag, other.publisher AS publisher
      FROM {database}.statements_of(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32}) AS position
      INNER JOIN
      (
        SELECT DISTINCT partition, publisher
        FROM {database}.statements_of(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
      ) AS other
      ON position.partition = other.partition
    ) AS place
    ASOF LEFT JOIN
    (
      SELECT partition, publisher, offset, through, NOT closed AS is_open
      FROM {database}.statements_of(network = {network:String}, layer = {layer:String}, at = {at:DateTime64(3, 'UTC')}, window_s = {window_s:UInt32})
    ) AS statement
    ON place.partition = statement.partition AND place.publisher = statement.publisher AND place.offset >= statement.offset
  )
  GROUP BY partition, offset
)
COMMENT 'The watermark of a population in each partition after each record that says something of it, in milliseconds: the least of its open publishers, with none open the greatest ever said. From at - window_s to where at closed.';
