-- How did the Nakamoto coefficient of a network move?
--
-- By day or another step: the least, the greatest and the last coefficient of each. A coefficient is null
-- where nothing is known of the dimension.
--
-- Parameters:
--   network String: The network.
--   layer String = '': Only this layer; all if empty.
--   dimension String = 'provider': node, provider, region, site, asn, country, operator, client or hosting.
--   since DateTime64(3, 'UTC') = '1970-01-01T00:00:00Z': From here on.
--   until DateTime64(3, 'UTC') = 'now': Up to here.
--   every_s UInt32 = '86400': Length of a step in seconds.
-- Columns:
--   layer LowCardinality(String): The layer.
--   step DateTime('UTC'): Begin of the step.
--   least Nullable(UInt32): The least coefficient in it.
--   greatest Nullable(UInt32): The greatest.
--   last Nullable(UInt32): The last.
--   last_pessimistic Nullable(UInt32): The last one if all unknown weight belonged to the largest entity.
--   last_top_entity Nullable(String): The largest entity at the last one.
--   last_top_share Nullable(Float64): Its share.
--   instants UInt64: How many rows the step has.

SELECT
  layer,
  toStartOfInterval(toDateTime(at, 'UTC'), toIntervalSecond(greatest({every_s:UInt32}, 1))) AS step,
  min(nakamoto_liveness) AS least,
  max(nakamoto_liveness) AS greatest,
  argMax(tuple(nakamoto_liveness), at).1 AS last,
  argMax(tuple(nakamoto_liveness_pessimistic), at).1 AS last_pessimistic,
  argMax(tuple(top_entity), at).1 AS last_top_entity,
  argMax(tuple(top1), at).1 AS last_top_share,
  count() AS instants
FROM decentralization FINAL
WHERE network = {network:String} AND ({layer:String} = '' OR layer = {layer:String})
  AND dimension = {dimension:String}
  AND at BETWEEN {since:DateTime64(3, 'UTC')} AND {until:DateTime64(3, 'UTC')}
  AND (network, layer, weighting, window_s) IN
    (SELECT network, layer, weighting, window_s FROM populations WHERE network = {network:String})
GROUP BY layer, step
ORDER BY layer, step
SETTINGS do_not_merge_across_partitions_select_final = 1
