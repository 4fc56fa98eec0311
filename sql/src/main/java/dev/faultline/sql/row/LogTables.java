package dev.faultline.sql.row;

/** How topics become rows record by record, none replaced. Columns as in the migrations. */
final class LogTables {

  private LogTables() {}

  static final Table<LoggedObservation> OBSERVATION_LOG =
      new Table<>(
          "observation_log",
          1,
          new Columns<LoggedObservation>()
              .label("network", LoggedObservation::network)
              .label("layer", LoggedObservation::layer)
              .flag("is_tick", LoggedObservation::isWatermark)
              .time("observed_at", LoggedObservation::observedAt)
              .label("node_id", LoggedObservation::nodeId)
              .label("status", LoggedObservation::status)
              .optionalUint64("weight", LoggedObservation::weight)
              .optionalLabel("client_version", LoggedObservation::clientVersion)
              .label("source", LoggedObservation::source)
              .label("publisher", LoggedObservation::publisher)
              .flag("closed", LoggedObservation::closed)
              .optionalUint64("incidents_through", LoggedObservation::incidentsThrough)
              .toList());
}
