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
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What each population loses if some entities fail together, by the view {@code loss_at}. */
public final class WhatIfResource {

  private static final int ENTITIES = 100;
  private static final int REMEMBERED = 5_000;

  private static final String LOSS =
      """
      SELECT weighting, live, lost, loss, CAST(halts AS Bool) AS halts
      FROM loss_at(entities = ?, network = ?, layer = ?, at = fromUnixTimestamp64Milli(?, 'UTC'),
                   window_s = ?)
      """;

  private static final String CHOICES =
      """
      SELECT dimension, entity, share FROM entity_shares FINAL
      WHERE network = ? AND layer = ? AND weighting = ? AND window_s = ?
        AND at = fromUnixTimestamp64Milli(?, 'UTC') AND entity != ''
        AND dimension IN ('provider', 'region', 'country', 'client', 'hosting')
      """;

  private record Key(List<Object> series, List<String> entities) {}

  private final ReadConnections connections;

  /** A closed instant does not change, so neither does the answer. */
  private final Map<Key, List<Map<String, Object>>> answers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, List<Map<String, Object>>> eldest) {
          return size() > REMEMBERED;
        }
      };

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
        rows.add(row(connection, population, entities));
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

  private Map<String, Object> row(
      Connection connection, PopulationIndex population, List<String> entities)
      throws SQLException {
    Map<String, Object> row = IndexResource.head(population);
    for (Map<String, Object> loss : losses(connection, population, entities)) {
      if (loss.get("weighting").equals(population.weighting())) {
        row.put("live", loss.get("live"));
        row.put("lost", loss.get("lost"));
        row.put("loss", loss.get("loss"));
        row.put("halts", loss.get("halts"));
      }
      if (loss.get("weighting").equals("nodes")) {
        row.put("live_nodes", loss.get("live"));
        row.put("lost_nodes", loss.get("lost"));
        row.put(
            "survivors_nodes",
            ((Number) loss.get("live")).longValue() - ((Number) loss.get("lost")).longValue());
      }
    }
    return row;
  }

  private List<Map<String, Object>> losses(
      Connection connection, PopulationIndex population, List<String> entities)
      throws SQLException {
    Key key = new Key(List.of(IndexResource.series(population)), entities);
    synchronized (answers) {
      List<Map<String, Object>> known = answers.get(key);
      if (known != null) {
        return known;
      }
    }
    List<Map<String, Object>> losses =
        TableQuery.read(
                connection,
                LOSS,
                entities,
                population.network(),
                population.layer(),
                population.at(),
                population.windowSeconds())
            .objects();
    synchronized (answers) {
      answers.put(key, losses);
    }
    return losses;
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
          || !SeriesResource.DIMENSIONS.contains(text.substring(0, colon))) {
        throw Problem.parameter(
            "entities",
            "'%s' is not a dimension and a name such as provider:aws; dimensions are: %s."
                .formatted(text, String.join(", ", SeriesResource.DIMENSIONS)));
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
