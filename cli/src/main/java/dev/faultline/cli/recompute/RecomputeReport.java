package dev.faultline.cli.recompute;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.faultline.cli.output.AlignedTable;
import dev.faultline.sql.recompute.TableDifference;
import dev.faultline.sql.recompute.TableDifference.ColumnDifference;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What a recomputation has found.
 *
 * @param epoch of the tables with the recomputed rows
 * @param refused records that could not be read
 * @param tables every table, those without differences too
 */
public record RecomputeReport(
    String network,
    Instant from,
    Instant to,
    int epoch,
    long refused,
    List<TableDifference> tables) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether any row differs, or is on one side only. */
  public boolean differs() {
    return tables.stream().anyMatch(TableDifference::isAny);
  }

  /** For people. */
  public String text() {
    AlignedTable rows = new AlignedTable("table", "compared", "only published", "only recomputed");
    AlignedTable columns =
        new AlignedTable("table", "column", "rows that differ", "first at", "largest difference");
    for (TableDifference table : tables) {
      rows.row(
          table.table(),
          Long.toString(table.compared()),
          Long.toString(table.onlyPublished()),
          Long.toString(table.onlyRecomputed()));
      for (ColumnDifference column : table.columns()) {
        columns.row(
            table.table(),
            column.column(),
            Long.toString(column.rows()),
            column.firstAt(),
            String.format(Locale.ROOT, "%.6g", column.largest()));
      }
    }
    return "%s from %s to %s, epoch %d%n%n%s%n".formatted(network, from, to, epoch, rows)
        + (columns.isEmpty() ? "" : columns + "\n")
        + (refused > 0 ? "%,d records could not be read\n".formatted(refused) : "")
        + (differs() ? "" : "no differences\n");
  }

  /** For programs, on one line. */
  public String json() {
    ObjectNode report = JSON.createObjectNode();
    report.put("network", network);
    report.put("from", from.toString());
    report.put("to", to.toString());
    report.put("epoch", epoch);
    report.put("refused", refused);
    report.put("differs", differs());
    ArrayNode list = report.putArray("tables");
    for (TableDifference table : tables) {
      ObjectNode entry = list.addObject();
      entry.put("table", table.table());
      entry.put("compared", table.compared());
      entry.put("only_published", table.onlyPublished());
      entry.put("only_recomputed", table.onlyRecomputed());
      ArrayNode columns = entry.putArray("columns");
      for (ColumnDifference column : table.columns()) {
        ObjectNode each = columns.addObject();
        each.put("column", column.column());
        each.put("rows", column.rows());
        each.put("first_at", column.firstAt());
        each.put("largest", column.largest());
      }
    }
    return report.toString();
  }
}
