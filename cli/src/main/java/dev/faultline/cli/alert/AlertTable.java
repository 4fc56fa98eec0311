package dev.faultline.cli.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.faultline.cli.output.AlignedTable;
import dev.faultline.schemas.AlertRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Alerts as a table or as JSON. */
final class AlertTable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private AlertTable() {}

  static String text(List<AlertRow> rows) {
    AlignedTable table = new AlignedTable("at (UTC)", "rule", "state", "severity", "since", "what");
    for (AlertRow row : rows) {
      table.row(
          time(row.getAt()),
          row.getRule(),
          lower(row.getState()),
          lower(row.getSeverity()),
          time(row.getActiveAt()),
          row.getText());
    }
    return table.toString();
  }

  static String json(List<AlertRow> rows) {
    ArrayNode array = JSON.createArrayNode();
    for (AlertRow row : rows) {
      ObjectNode node = array.addObject();
      node.put("rule", row.getRule());
      node.put("subject", row.getSubject());
      node.put("at", row.getAt().toString());
      node.put("state", lower(row.getState()));
      node.put("severity", lower(row.getSeverity()));
      node.put("active_at", row.getActiveAt().toString());
      node.put("fired_at", text(row.getFiredAt()));
      node.put("resolved_at", text(row.getResolvedAt()));
      node.put("measure", row.getMeasure());
      node.put("value", row.getValue());
      node.put("condition", row.getCondition());
      node.put("threshold", row.getThreshold());
      node.put("text", row.getText());
    }
    return array.toPrettyString() + System.lineSeparator();
  }

  private static String text(Instant at) {
    return at == null ? null : at.toString();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String time(Instant at) {
    return at.toString().substring(0, "2025-10-20T07:00:00".length()).replace('T', ' ');
  }
}
