package dev.faultline.streams.measure;

/**
 * How concentrated one dimension is, in the terms and order of the decentralization row. Shares and
 * indices are over the known weight; a null is a measure that is undefined.
 *
 * @param entities known entities of positive weight
 * @param total known + unknown weight
 * @param known weight with a known entity
 * @param unknown weight without one
 * @param coverage known / total; null without any weight
 * @param nakamotoLiveness under the population's liveness rule
 * @param nakamotoLivenessPessimistic as if all unknown weight were the largest entity's
 * @param nakamotoSafety under the population's safety rule; null if it has none
 * @param nakamotoThird strictly more than 1/3
 * @param nakamotoHalf strictly more than 1/2
 * @param nakamotoTwoThirds strictly more than 2/3
 * @param hhi Σp², 0 to 1
 * @param effectiveEntities 1/hhi, the Hill number of order 2
 * @param effectiveEntitiesQ1 exp of the entropy in nats, the Hill number of order 1
 * @param entropy −Σ p log2 p, bits
 * @param normalizedEntropy entropy / log2 n, 0 to 1; 0 for one entity
 * @param gini 0 to below 1, entities of zero weight left out
 * @param theil nats, 0 to ln n, entities of zero weight left out
 * @param top1 share of the largest entity
 * @param top3 share of the three largest
 * @param bigThree share of aws, azure and gcp; null in dimensions other than provider
 * @param robustness mean share that survives the loss of the k largest, k from 1 to n
 * @param robustnessRatio robustness over that of n equal entities; null for one entity
 * @param topEntity id of the largest entity
 */
public record Measures(
    long entities,
    long total,
    long known,
    long unknown,
    Double coverage,
    Integer nakamotoLiveness,
    Integer nakamotoLivenessPessimistic,
    Integer nakamotoSafety,
    Integer nakamotoThird,
    Integer nakamotoHalf,
    Integer nakamotoTwoThirds,
    Double hhi,
    Double effectiveEntities,
    Double effectiveEntitiesQ1,
    Double entropy,
    Double normalizedEntropy,
    Double gini,
    Double theil,
    Double top1,
    Double top3,
    Double bigThree,
    Double robustness,
    Double robustnessRatio,
    String topEntity) {}
