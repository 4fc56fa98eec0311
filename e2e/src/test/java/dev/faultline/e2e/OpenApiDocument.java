package dev.faultline.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The description of the API, as what answers are held against. It remembers which were. */
public final class OpenApiDocument {

  private static final String IRI = "https://faultline.invalid/openapi.yaml";

  private final JsonNode document;
  private final SchemaRegistry registry;
  private final Set<String> asked = Collections.synchronizedSet(new TreeSet<>());

  /** Reads the description that ships. */
  public OpenApiDocument() {
    try (InputStream in = OpenApiDocument.class.getResourceAsStream("/web/openapi.yaml")) {
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      document = new YAMLMapper().readTree(yaml);
      registry =
          SchemaRegistry.withDefaultDialect(
              Dialects.getOpenApi31(),
              builder ->
                  builder
                      .schemas(Map.of(IRI, document.toString()))
                      .schemaRegistryConfig(
                          SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Every operation, as {@code GET /api/v1/status}, but those that are streams of events. */
  public Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (!method.getValue().at("/responses/200/content").has("text/event-stream")) {
          operations.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return operations;
  }

  /** Those of which an answer with status 200 and JSON was held against its schema. */
  public Set<String> answered() {
    return Set.copyOf(asked);
  }

  /**
   * Holds an answer against what is described of it.
   *
   * @param path as it was asked for, without its parameters
   * @param contentType as the answer has it
   * @return what is wrong with it
   */
  public List<String> problems(
      String method, String path, int status, String contentType, String body) {
    String type = contentType.replaceAll(";.*", "").trim();
    String template = template(path);
    String operation = "/paths/" + escaped(template) + "/" + method.toLowerCase(Locale.ROOT);
    JsonNode responses = document.at(operation + "/responses");
    if (responses.isMissingNode()) {
      // what is not described is refused, and refusals look alike
      return status < 400
          ? List.of("is not described: " + method + " " + path)
          : refusal(type, body);
    }
    String code = responses.has(Integer.toString(status)) ? Integer.toString(status) : "default";
    if (code.equals("default")) {
      return refusal(type, body);
    }
    JsonNode content = responses.at("/" + code + "/content");
    if (!content.has(type)) {
      return List.of("has a content type that is not described: " + type);
    }
    if (!type.equals("application/json")) {
      return List.of();
    }
    List<String> problems =
        problems(operation + "/responses/" + code + "/content/application~1json/schema", body);
    asked.add(method + " " + template);
    return problems;
  }

  private List<String> refusal(String type, String body) {
    List<String> problems = new ArrayList<>();
    if (!type.equals("application/problem+json")) {
      problems.add("is no problem document, but " + type);
    }
    problems.addAll(problems("/components/schemas/Problem", body));
    return problems;
  }

  private List<String> problems(String pointer, String body) {
    Schema schema = registry.getSchema(SchemaLocation.of(IRI + "#" + pointer));
    return schema.validate(body, InputFormat.JSON).stream().map(Error::toString).toList();
  }

  /** The path of the description that it is, or itself; one without variables first. */
  private String template(String path) {
    String best = path;
    for (Map.Entry<String, JsonNode> each : document.get("paths").properties()) {
      if (each.getKey().equals(path)) {
        return path;
      }
      if (path.matches(each.getKey().replaceAll("\\{[^}]+}", "[^/]+"))) {
        best = each.getKey();
      }
    }
    return best;
  }

  private static String escaped(String path) {
    return path.replace("~", "~0").replace("/", "~1");
  }
}
