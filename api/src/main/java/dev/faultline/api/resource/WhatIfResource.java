package dev.faultline.api.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.faultline.api.http.Answer;
import dev.faultline.api.http.Arguments;
import dev.faultline.api.http.Problem;
import dev.faultline.api.index.PopulationIndex;
import dev.faultline.api.query.ReadConnections;
import dev.faultline.api.query.Table;
import dev.faultline.api.query.TableQuery;
import dev.faultline.api.whatif.Losses;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What each population loses if some entities fail together, as the view {@code loss_at} has it.
 */
public final class WhatIfResource {

  private static final int ENTITIES = 100;

  /** Single nodes are not told apart; a scenario of them is asked of the view loss_at itself. */
  private static final List<String> DIMENSIONS =
      SeriesResource.DIMENSIONS.stream().filter(each -> !each.equals("node")).toList();

  private static final String CHOICES =
      """
      SELECT dimension, entity, share FROM entity_shares FINAL
      WHERE network = ? AND layer = ? AND weighting = ? AND window_s = ?
        AND at = fromUnixTimestamp64Milli(?, 'UTC') AND entity != ''
        AND dimension IN ('provider', 'region', 'country', 'client', 'hosting')
      """;

  private final ReadConnections connections;
  private final Losses losses = new Losses();

  public WhatIfResource(ReadConnections connections) {
    this.connections = connections;
  }

  /** Takes {@code {"entities": ["provider:aws"], "at": time or absent}}. */
  public Answer whatIf(Arguments arguments) throws SQLException {
    JsonNode body = body(arguments.body());
    List<String> entities = entities(body.path("entities"));
    Arguments question = new Arguments(at(body.path("at")), new byte[0]);
    try (Connection connection = connections.open()) {
      List<Map<String, Object>> rows = new ArrayList<>();
      for (PopulationIndex population : Populations.all(connection, question)) {
        Map<String, Object> row = IndexResource.head(population);
        losses.add(connection, population, Set.copyOf(entities), row);
        rows.add(row);
      }
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("entities", entities);
      json.put("populations", rows);
      List<String> columns = rows.isEmpty() ? List.of() : List.copyOf(rows.get(0).keySet());
      return new Answer(
          json,
          new Table(
              columns, rows.stream().map(row -> columns.stream().map(row::get).toList()).toList()));
    }
  }

  /** The entities that some population has: whom a question can name. */
  public Answer choices(Arguments arguments) throws SQLException {
    try (Connection connection = connections.open()) {
      Map<String, Map<String, Object>> choices = new LinkedHashMap<>();
      for (PopulationIndex population : Populations.all(connection, arguments)) {
        for (List<Object> row :
            TableQuery.read(connection, CHOICES, IndexResource.series(population)).rows()) {
          Map<String, Object> choice =
              choices.computeIfAbsent(row.get(0) + ":" + row.get(1), WhatIfResource::choice);
          choice.merge("populations", 1, (a, b) -> (Integer) a + (Integer) b);
          choice.merge("largest_share", row.get(2), (a, b) -> Math.max((Double) a, (Double) b));
        }
      }
      List<Map<String, Object>> rows = new ArrayList<>(choices.values());
      rows.sort(
          (a, b) ->
              Double.compare((Double) b.get("largest_share"), (Double) a.get("largest_share")));
      List<String> columns = List.of("entity", "populations", "largest_share");
      return new Answer(
          Map.of("entities", rows),
          new Table(
              columns, rows.stream().map(row -> columns.stream().map(row::get).toList()).toList()));
    }
  }

  private static Map<String, Object> choice(String name) {
    Map<String, Object> choice = new LinkedHashMap<>();
    choice.put("entity", name);
    return choice;
  }

  private static JsonNode body(byte[] body) {
    try {
      JsonNode json = new ObjectMapper().readTree(body);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw Problem.parameter("body", "It is not JSON: " + e.getOriginalMessage() + ".");
    } catch (IOException e) {
      throw Problem.parameter("body", "It cannot be read.");
    }
    throw Problem.parameter(
        "body", "It must be an object such as {\"entities\": [\"provider:aws\"]}.");
  }

  /** Sorted and each once, so that the same question is known again. */
  private static List<String> entities(JsonNode named) {
    if (!named.isArray() || named.isEmpty() || named.size() > ENTITIES) {
      throw Problem.parameter(
          "entities", "It must be a list of 1 to " + ENTITIES + " such as provider:aws.");
    }
    TreeSet<String> entities = new TreeSet<>();
    for (JsonNode each : named) {
      String text = each.asText();
      int colon = text.indexOf(':');
      if (!each.isTextual()
          || colon < 0
          || colon == text.length() - 1
          || !DIMENSIONS.contains(text.substring(0, colon))) {
        throw Problem.parameter(
            "entities",
            "'%s' is not a dimension and a name such as provider:aws; dimensions are: %s."
                .formatted(text, String.join(", ", DIMENSIONS)));
      }
      entities.add(text);
    }
    return List.copyOf(entities);
  }

  private static Map<String, String> at(JsonNode at) {
    if (at.isMissingNode() || at.isNull()) {
      return Map.of();
    }
    return Map.of("at", Arguments.time("at", at.asText()).toString());
  }
}
