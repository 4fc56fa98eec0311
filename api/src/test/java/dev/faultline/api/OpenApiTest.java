package dev.faultline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.faultline.api.event.EventStream;
import dev.faultline.api.http.Parameter;
import dev.faultline.api.http.Route;
import dev.faultline.api.query.ReadConnections;
import dev.faultline.sql.ClickHouse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The description and the code name the same routes with the same parameters. */
class OpenApiTest {

  @Test
  void describesEveryRouteAndEveryParameter() throws Exception {
    assertThat(described()).isEqualTo(served());
  }

  @Test
  void everyReferenceLeadsSomewhere() throws Exception {
    JsonNode document = document();
    document
        .findValuesAsText("$ref")
        .forEach(
            reference ->
                assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  private static Map<String, Set<String>> served() {
    Map<String, Set<String>> routes = new TreeMap<>();
    routes.put("GET " + EventStream.PATH, Set.of());
    // connects to nothing: nothing is asked
    try (ReadConnections none = new ReadConnections(ClickHouse.at("http://127.0.0.1:1"), 1)) {
      for (Route route : Routes.of(none, List::of, Clock.systemUTC())) {
        Set<String> parameters = new TreeSet<>();
        for (Parameter parameter : route.parameters()) {
          parameters.add(parameter.in() + " " + parameter.name());
        }
        routes.put(route.method() + " " + route.template(), parameters);
      }
    }
    return routes;
  }

  private static Map<String, Set<String>> described() throws IOException {
    JsonNode document = document();
    Map<String, Set<String>> routes = new TreeMap<>();
    Iterator<Map.Entry<String, JsonNode>> paths = document.get("paths").fields();
    while (paths.hasNext()) {
      Map.Entry<String, JsonNode> path = paths.next();
      path.getValue()
          .fields()
          .forEachRemaining(
              method -> {
                Set<String> parameters = new TreeSet<>();
                for (JsonNode each : method.getValue().path("parameters")) {
                  JsonNode parameter = document.at(each.get("$ref").asText().substring(1));
                  parameters.add(
                      parameter.get("in").asText().toUpperCase(Locale.ROOT)
                          + " "
                          + parameter.get("name").asText());
                }
                routes.put(
                    method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), parameters);
              });
    }
    return routes;
  }

  private static JsonNode document() throws IOException {
    try (InputStream in = OpenApiTest.class.getResourceAsStream("/web/openapi.yaml")) {
      return new YAMLMapper().readTree(in);
    }
  }
}
