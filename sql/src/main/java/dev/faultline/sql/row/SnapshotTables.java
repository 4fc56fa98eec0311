package dev.faultline.sql.row;

import dev.faultline.schemas.SnapshotRow;
import java.util.Map;
import java.util.TreeMap;

/** How the populations of snapshots become rows of ClickHouse. Columns as in the migrations. */
final class SnapshotTables {

  private SnapshotTables() {}

  static final Table<SnapshotRow> SNAPSHOTS =
      new Table<>(
          "snapshots",
          1,
          new Columns<SnapshotRow>()
              .label("network", SnapshotRow::getNetwork)
              .label("layer", SnapshotRow::getLayer)
              .time("as_of", SnapshotRow::getAsOf)
              .uint32("release", SnapshotRow::getRelease)
              .optionalUint32("supersedes", SnapshotRow::getSupersedes)
              .optionalText("reason", SnapshotRow::getReason)
              .time("at", SnapshotRow::getAt)
              .text("path", SnapshotRow::getPath)
              .uint32("window_s", SnapshotRow::getWindowS)
              .symbol("weighting", SnapshotRow::getWeighting)
              .uint64("live_nodes", SnapshotRow::getLiveNodes)
              .optionalReal("resilience_index", SnapshotRow::getResilienceIndex)
              .optionalReal("index_low", SnapshotRow::getIndexLow)
              .optionalReal("index_high", SnapshotRow::getIndexHigh)
              .optionalLabel("weakest", SnapshotRow::getWeakest)
              .uint32s("nakamoto", SnapshotRow::getNakamoto)
              .column(
                  "files",
                  "Map(LowCardinality(String), String)",
                  (row, out) -> putTexts(row.getFiles(), out))
              .text("sums_sha256", SnapshotRow::getSumsSha256)
              .label("methodology_version", SnapshotRow::getMethodologyVersion)
              .toList());

  private static void putTexts(Map<String, String> texts, RowBuffer out) {
    out.putLength(texts.size());
    new TreeMap<>(texts)
        .forEach(
            (name, text) -> {
              out.putString(name);
              out.putString(text);
            });
  }
}
