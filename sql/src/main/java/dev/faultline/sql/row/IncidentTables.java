package dev.faultline.sql.row;

import dev.faultline.schemas.ImpactRow;
import dev.faultline.schemas.ProviderReliabilityRow;
import dev.faultline.schemas.RippleRow;

/**
 * How the rows that say what incidents did and how often they come become rows of ClickHouse.
 * Columns as in the migrations.
 */
final class IncidentTables {

  private IncidentTables() {}

  static final Table<ProviderReliabilityRow> PROVIDER_RELIABILITY =
      new Table<>(
          "provider_reliability",
          1,
          new Columns<ProviderReliabilityRow>()
              .label("provider", ProviderReliabilityRow::getProvider)
              .label("region", ProviderReliabilityRow::getRegion)
              .time("at", ProviderReliabilityRow::getAt)
              .uint32("window_s", ProviderReliabilityRow::getWindowS)
              .uint32("incidents", ProviderReliabilityRow::getIncidents)
              .uint32("began", ProviderReliabilityRow::getBegan)
              .uint32("ended", ProviderReliabilityRow::getEnded)
              .uint64("downtime_ms", ProviderReliabilityRow::getDowntimeMs)
              .real("availability", ProviderReliabilityRow::getAvailability)
              .optionalReal("mttr_s", ProviderReliabilityRow::getMttrS)
              .optionalReal("mtbf_s", ProviderReliabilityRow::getMtbfS)
              .uint32("unplaced", ProviderReliabilityRow::getUnplaced)
              .uint32("revisions", ProviderReliabilityRow::getRevisions)
              .time("feed_since", ProviderReliabilityRow::getFeedSince)
              .label("methodology_version", ProviderReliabilityRow::getMethodologyVersion)
              .toList());

  static final Table<RippleRow> RIPPLE =
      new Table<>(
          "ripple",
          1,
          new Columns<RippleRow>()
              .label("dependant", RippleRow::getDependant)
              .label("provider", RippleRow::getProvider)
              .time("at", RippleRow::getAt)
              .symbol("finding", RippleRow::getFinding)
              .optionalLabel("dependant_source", RippleRow::getDependantSource)
              .optionalText("dependant_incident", RippleRow::getDependantIncident)
              .optionalLabel("provider_source", RippleRow::getProviderSource)
              .optionalText("provider_incident", RippleRow::getProviderIncident)
              .optionalUint64("lag_ms", RippleRow::getLagMs)
              .optionalUint32("window_s", RippleRow::getWindowS)
              .optionalUint32("incidents", RippleRow::getIncidents)
              .optionalUint32("overlaps", RippleRow::getOverlaps)
              .optionalUint64("downtime_ms", RippleRow::getDowntimeMs)
              .optionalReal("lift", RippleRow::getLift)
              .label("methodology_version", RippleRow::getMethodologyVersion)
              .optionalText("attributed_in", RippleRow::getAttributedIn)
              .optionalUint32("attributed_incidents", RippleRow::getAttributedIncidents)
              .toList());

  static final Table<ImpactRow> IMPACT =
      new Table<>(
          "impact",
          1,
          new Columns<ImpactRow>()
              .label("network", ImpactRow::getNetwork)
              .label("layer", ImpactRow::getLayer)
              .label("source", ImpactRow::getSource)
              .text("incident_id", ImpactRow::getIncidentId)
              .time("at", ImpactRow::getAt)
              .uint32("window_s", ImpactRow::getWindowS)
              .symbol("weighting", ImpactRow::getWeighting)
              .label("provider", ImpactRow::getProvider)
              .time("begins_at", ImpactRow::getBeginsAt)
              .optionalTime("ends_at", ImpactRow::getEndsAt)
              .time("baseline_at", ImpactRow::getBaselineAt)
              .uint64("baseline_total", ImpactRow::getBaselineTotal)
              .uint64("baseline", ImpactRow::getBaseline)
              .uint64("trough", ImpactRow::getTrough)
              .optionalTime("trough_at", ImpactRow::getTroughAt)
              .uint64("lost", ImpactRow::getLost)
              .optionalReal("exposed_share", ImpactRow::getExposedShare)
              .optionalReal("lost_share", ImpactRow::getLostShare)
              .optionalReal("conversion", ImpactRow::getConversion)
              .optionalUint64("time_to_lose_ms", ImpactRow::getTimeToLoseMs)
              .optionalUint64("time_to_recover_ms", ImpactRow::getTimeToRecoverMs)
              .real("area_weight_s", ImpactRow::getAreaWeightS)
              .flag("complete", ImpactRow::getComplete)
              .label("methodology_version", ImpactRow::getMethodologyVersion)
              .toList());
}
