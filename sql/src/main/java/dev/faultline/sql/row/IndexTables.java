package dev.faultline.sql.row;

import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.EntityShare;
import dev.faultline.schemas.ResilienceRow;

/**
 * How the rows that say what was measured become rows of ClickHouse. Columns as in the migrations.
 */
final class IndexTables {

  private IndexTables() {}

  static final Table<DecentralizationRow> DECENTRALIZATION =
      new Table<>(
          "decentralization",
          1,
          new Columns<DecentralizationRow>()
              .label("network", DecentralizationRow::getNetwork)
              .label("layer", DecentralizationRow::getLayer)
              .time("at", DecentralizationRow::getAt)
              .uint32("window_s", DecentralizationRow::getWindowS)
              .symbol("dimension", DecentralizationRow::getDimension)
              .symbol("weighting", DecentralizationRow::getWeighting)
              .uint64("nodes", DecentralizationRow::getNodes)
              .uint64("entities", DecentralizationRow::getEntities)
              .uint64("total", DecentralizationRow::getTotal)
              .uint64("known", DecentralizationRow::getKnown)
              .uint64("unknown", DecentralizationRow::getUnknown)
              .optionalReal("coverage", DecentralizationRow::getCoverage)
              .optionalUint32("nakamoto_liveness", DecentralizationRow::getNakamotoLiveness)
              .optionalUint32(
                  "nakamoto_liveness_pessimistic",
                  DecentralizationRow::getNakamotoLivenessPessimistic)
              .optionalUint32("nakamoto_safety", DecentralizationRow::getNakamotoSafety)
              .optionalUint32("nakamoto_third", DecentralizationRow::getNakamotoThird)
              .optionalUint32("nakamoto_half", DecentralizationRow::getNakamotoHalf)
              .optionalUint32("nakamoto_two_thirds", DecentralizationRow::getNakamotoTwoThirds)
              .optionalReal("hhi", DecentralizationRow::getHhi)
              .optionalReal("effective_entities", DecentralizationRow::getEffectiveEntities)
              .optionalReal("effective_entities_q1", DecentralizationRow::getEffectiveEntitiesQ1)
              .optionalReal("entropy", DecentralizationRow::getEntropy)
              .optionalReal("normalized_entropy", DecentralizationRow::getNormalizedEntropy)
              .optionalReal("gini", DecentralizationRow::getGini)
              .optionalReal("theil", DecentralizationRow::getTheil)
              .optionalReal("top1", DecentralizationRow::getTop1)
              .optionalReal("top3", DecentralizationRow::getTop3)
              .optionalReal("big_three", DecentralizationRow::getBigThree)
              .optionalReal("robustness", DecentralizationRow::getRobustness)
              .optionalReal("robustness_ratio", DecentralizationRow::getRobustnessRatio)
              .optionalLabel("top_entity", DecentralizationRow::getTopEntity)
              .uint64("late", DecentralizationRow::getLate)
              .label("methodology_version", DecentralizationRow::getMethodologyVersion)
              .toList());

  static final Table<EntityShare> ENTITY_SHARES =
      new Table<>(
          "entity_shares",
          1,
          new Columns<EntityShare>()
              .label("network", EntityShare::getNetwork)
              .label("layer", EntityShare::getLayer)
              .time("at", EntityShare::getAt)
              .uint32("window_s", EntityShare::getWindowS)
              .symbol("dimension", EntityShare::getDimension)
              .symbol("weighting", EntityShare::getWeighting)
              .label("entity", EntityShare::getEntity)
              .uint64("nodes", EntityShare::getNodes)
              .uint64("weight", EntityShare::getWeight)
              .real("share", EntityShare::getShare)
              .uint32("rank", EntityShare::getRank)
              .toList());

  static final Table<ResilienceRow> RESILIENCE =
      new Table<>(
          "resilience",
          3,
          new Columns<ResilienceRow>()
              .label("network", ResilienceRow::getNetwork)
              .label("layer", ResilienceRow::getLayer)
              .time("at", ResilienceRow::getAt)
              .uint32("window_s", ResilienceRow::getWindowS)
              .symbol("weighting", ResilienceRow::getWeighting)
              .uint64("live", ResilienceRow::getLive)
              .uint64("down", ResilienceRow::getDown)
              .uint64("silent", ResilienceRow::getSilent)
              .uint64("live_nodes", ResilienceRow::getLiveNodes)
              .uint64("down_nodes", ResilienceRow::getDownNodes)
              .uint64("silent_nodes", ResilienceRow::getSilentNodes)
              .optionalReal("availability", ResilienceRow::getAvailability)
              .optionalReal("exposure_any_low", ResilienceRow::getExposureAnyLow)
              .optionalReal("exposure_any_high", ResilienceRow::getExposureAnyHigh)
              .optionalReal("exposure_major_low", ResilienceRow::getExposureMajorLow)
              .optionalReal("exposure_major_high", ResilienceRow::getExposureMajorHigh)
              .optionalReal("exposure_critical_low", ResilienceRow::getExposureCriticalLow)
              .optionalReal("exposure_critical_high", ResilienceRow::getExposureCriticalHigh)
              .uint32("open_incidents", ResilienceRow::getOpenIncidents)
              .uint32("incidents_in_scope", ResilienceRow::getIncidentsInScope)
              .uint64("incidents_through", ResilienceRow::getIncidentsThrough)
              .reals("blast_radius", ResilienceRow::getBlastRadius)
              .uint64s("survivors_entities", ResilienceRow::getSurvivorsEntities)
              .uint32s("survivors_nakamoto", ResilienceRow::getSurvivorsNakamoto)
              .reals("survivors_hhi", ResilienceRow::getSurvivorsHhi)
              .reals("survivors_top1", ResilienceRow::getSurvivorsTop1)
              .reals("margin", ResilienceRow::getMargin)
              .reals("diversity", ResilienceRow::getDiversity)
              .optionalReal("hybrid_share", ResilienceRow::getHybridShare)
              .optionalReal("hybrid_entropy", ResilienceRow::getHybridEntropy)
              .optionalReal("headroom", ResilienceRow::getHeadroom)
              .optionalReal("resilience_index", ResilienceRow::getResilienceIndex)
              .optionalReal("index_low", ResilienceRow::getIndexLow)
              .optionalReal("index_high", ResilienceRow::getIndexHigh)
              .optionalReal("index_weights_low", ResilienceRow::getIndexWeightsLow)
              .optionalReal("index_weights_high", ResilienceRow::getIndexWeightsHigh)
              .labels("halting", ResilienceRow::getHalting)
              .optionalReal("coverage_provider", ResilienceRow::getCoverageProvider)
              .optionalReal("coverage_site", ResilienceRow::getCoverageSite)
              .optionalReal("coverage_country", ResilienceRow::getCoverageCountry)
              .optionalLabel("weakest", ResilienceRow::getWeakest)
              .optionalReal("weakest_value", ResilienceRow::getWeakestValue)
              .optionalLabel("null_reason", ResilienceRow::getNullReason)
              .label("methodology_version", ResilienceRow::getMethodologyVersion)
              .toList());
}
