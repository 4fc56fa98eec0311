package dev.faultline.sql.row;

import dev.faultline.schemas.AlertRow;

/** How changes of state of alerts become rows of ClickHouse. Columns as in the migrations. */
final class AlertTables {

  private AlertTables() {}

  static final Table<AlertRow> ALERTS =
      new Table<>(
          "alerts",
          1,
          new Columns<AlertRow>()
              .label("rule", AlertRow::getRule)
              .label("subject", AlertRow::getSubject)
              .time("at", AlertRow::getAt)
              .symbol("state", AlertRow::getState)
              .symbol("severity", AlertRow::getSeverity)
              .time("active_at", AlertRow::getActiveAt)
              .optionalTime("fired_at", AlertRow::getFiredAt)
              .optionalTime("resolved_at", AlertRow::getResolvedAt)
              .label("measure", AlertRow::getMeasure)
              .optionalReal("value", AlertRow::getValue)
              .label("condition", AlertRow::getCondition)
              .real("threshold", AlertRow::getThreshold)
              .uint64("for_ms", AlertRow::getForMs)
              .optionalUint32("window_s", AlertRow::getWindowS)
              .text("text", AlertRow::getText)
              .toList());
}
