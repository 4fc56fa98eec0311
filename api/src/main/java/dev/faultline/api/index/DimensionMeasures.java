package dev.faultline.api.index;

/**
 * One dimension of a population. Null is undefined.
 *
 * @param nakamoto how many of the largest halt the population, by its own rule
 * @param pessimistic the same if all unknown weight belonged to the largest
 * @param largest the largest entity
 * @param share its share of the known weight
 * @param coverage share of the weight whose entity is known
 * @param bigThree share of aws, azure and gcp; of providers only
 */
public record DimensionMeasures(
    String dimension,
    long entities,
    Integer nakamoto,
    Integer pessimistic,
    Double hhi,
    Double effective,
    String largest,
    Double share,
    Double coverage,
    Double bigThree) {}
