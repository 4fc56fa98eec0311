package dev.faultline.sql.row;

import dev.faultline.schemas.JointNakamotoRow;
import dev.faultline.schemas.StressRow;

/** How the rows of scenarios become rows of ClickHouse. Columns as in the migrations. */
final class StressTables {

  private StressTables() {}

  static final Table<StressRow> STRESS =
      new Table<>(
          "stress",
          1,
          new Columns<StressRow>()
              .label("network", StressRow::getNetwork)
              .label("layer", StressRow::getLayer)
              .time("at", StressRow::getAt)
              .uint32("window_s", StressRow::getWindowS)
              .symbol("weighting", StressRow::getWeighting)
              .label("scenario", StressRow::getScenario)
              .optionalReal("lost_low", StressRow::getLostLow)
              .optionalReal("lost_high", StressRow::getLostHigh)
              .symbol("halts", StressRow::getHalts)
              .uint64("survivors_nodes", StressRow::getSurvivorsNodes)
              .uint64s("survivors_entities", StressRow::getSurvivorsEntities)
              .uint32s("survivors_nakamoto", StressRow::getSurvivorsNakamoto)
              .reals("survivors_hhi", StressRow::getSurvivorsHhi)
              .labels("definition", StressRow::getDefinition)
              .labels("failed", StressRow::getFailed)
              .label("methodology_version", StressRow::getMethodologyVersion)
              .toList());

  static final Table<JointNakamotoRow> JOINT_NAKAMOTO =
      new Table<>(
          "joint_nakamoto",
          1,
          new Columns<JointNakamotoRow>()
              .label("network", JointNakamotoRow::getNetwork)
              .label("layer", JointNakamotoRow::getLayer)
              .time("at", JointNakamotoRow::getAt)
              .uint32("window_s", JointNakamotoRow::getWindowS)
              .symbol("weighting", JointNakamotoRow::getWeighting)
              .optionalUint32("upper", JointNakamotoRow::getUpper)
              .optionalUint32("lower", JointNakamotoRow::getLower)
              .flag("exact", JointNakamotoRow::getExact)
              .labels("entities", JointNakamotoRow::getEntities)
              .label("methodology_version", JointNakamotoRow::getMethodologyVersion)
              .toList());
}
