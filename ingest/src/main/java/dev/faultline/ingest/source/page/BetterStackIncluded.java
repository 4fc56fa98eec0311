package dev.faultline.ingest.source.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is included in a page of Better Stack, which has its reports, their updates and the
 * resources beside each other (JSON:API).
 *
 * @param reports each with its updates in {@code status_updates}, if it has any, since what they
 *     say is content of the report
 * @param resources names of the page's resources, by id
 */
record BetterStackIncluded(List<JsonNode> reports, Map<String, String> resources) {

  static BetterStackIncluded of(JsonNode included) {
    List<JsonNode> reports = new ArrayList<>();
    Map<String, JsonNode> updates = new LinkedHashMap<>();
    Map<String, String> resources = new HashMap<>();
    for (JsonNode each : included) {
      String id = each.path("id").asText();
      switch (each.path("type").asText()) {
        case "status_report" -> reports.add(each);
        case "status_update" -> updates.put(id, each);
        case "status_page_resource" ->
            resources.put(id, each.path("attributes").path("public_name").asText(""));
        default -> {
          // sections and the like say nothing of incidents
        }
      }
    }
    Map<String, ArrayNode> byReport = byReport(reports, updates);
    return new BetterStackIncluded(
        reports.stream().map(report -> withUpdates(report, byReport)).toList(), resources);
  }

  /** A report lists its updates, or an update names its report. */
  private static Map<String, ArrayNode> byReport(
      List<JsonNode> reports, Map<String, JsonNode> updates) {
    Map<String, String> reportOf = new HashMap<>();
    for (JsonNode report : reports) {
      for (JsonNode update : report.path("relationships").path("status_updates").path("data")) {
        reportOf.put(update.path("id").asText(), report.path("id").asText());
      }
    }
    Map<String, ArrayNode> byReport = new HashMap<>();
    updates.forEach(
        (id, update) -> {
          JsonNode attributes = update.path("attributes");
          String named = attributes.path("status_report_id").asText();
          byReport
              .computeIfAbsent(
                  reportOf.getOrDefault(id, named), any -> JsonNodeFactory.instance.arrayNode())
              .add(attributes);
        });
    return byReport;
  }

  private static JsonNode withUpdates(JsonNode report, Map<String, ArrayNode> byReport) {
    ArrayNode updates = byReport.get(report.path("id").asText());
    if (updates == null || !report.isObject()) {
      return report;
    }
    ObjectNode whole = report.deepCopy();
    return whole.set("status_updates", updates);
  }
}
