package dev.faultline.api.index;

/**
 * What a population loses if all of a scenario fails together.
 *
 * @param lost share of all live weight, from what is known to be inside to what may be
 * @param halts yes, maybe or no
 * @param survivors live nodes that are not known to be inside
 * @param byProvider the survivors' Nakamoto coefficient; null if undefined
 * @param byCountry the survivors' Nakamoto coefficient; null if undefined
 */
public record ScenarioLoss(
    String scenario,
    Interval lost,
    String halts,
    long survivors,
    Integer byProvider,
    Integer byCountry) {}
