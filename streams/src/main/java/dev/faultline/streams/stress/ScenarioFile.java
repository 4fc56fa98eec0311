package dev.faultline.streams.stress;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.faultline.schemas.Dimension;
import dev.faultline.streams.tally.JointKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The YAML file of scenarios.
 *
 * <pre>{@code
 * scenarios:
 *   - name: two-clouds                # required, unique: lower-case letters, digits and . _ / -
 *     provider: [aws, gcp]            # any of provider, region, country, client, operator, hosting
 *     region: [hetzner/fsn1]          # provider/region
 *     largest: {country: 1}           # so many of the largest, whoever they are
 * }</pre>
 */
final class ScenarioFile {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,99}");
  private static final int MOST_LARGEST = 1000;
  private static final int MOST_SCENARIOS = 200;
  private static final String KEYS =
      "name, provider, region, country, client, operator, hosting or largest";

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          // or the country Norway would be false
          .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
          .build();

  private final String file;

  private ScenarioFile(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param file what messages call it
   * @throws IllegalArgumentException naming scenario and field of the first mistake
   */
  static List<Scenario> read(String file, InputStream yaml) throws IOException {
    return new ScenarioFile(file).scenarios(yaml);
  }

  private List<Scenario> scenarios(InputStream yaml) throws IOException {
    JsonNode list = root(yaml).path("scenarios");
    if (!list.isArray() || list.isEmpty()) {
      throw wrong("the file names no scenario: it must hold a list 'scenarios'");
    }
    if (list.size() > MOST_SCENARIOS) {
      throw wrong(
          "holds %d scenarios; at most %d are measured".formatted(list.size(), MOST_SCENARIOS));
    }
    List<Scenario> scenarios = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      Scenario scenario = scenario(list.get(i), "scenario " + (i + 1));
      if (!names.add(scenario.name())) {
        throw wrong("scenario '%s': a second one of this name".formatted(scenario.name()));
      }
      scenarios.add(scenario);
    }
    return scenarios;
  }

  private JsonNode root(InputStream yaml) throws IOException {
    try {
      JsonNode root = YAML.readTree(yaml);
      for (String key : keys(root)) {
        if (!key.equals("scenarios")) {
          throw wrong("'%s' is not a known field: only 'scenarios' is".formatted(key));
        }
      }
      return root;
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
      throw wrong(line + "is no YAML: " + e.getOriginalMessage().replaceAll("\\s+", " "));
    }
  }

  private Scenario scenario(JsonNode entry, String position) {
    JsonNode name = entry.path("name");
    if (!name.isTextual() || !NAME.matcher(name.textValue()).matches()) {
      throw wrong(
          position + ", field name: must be letters, digits and . _ / -, at most 100, such as aws");
    }
    String where = "scenario '" + name.textValue() + "'";
    Map<Dimension, Set<String>> entities = new EnumMap<>(Dimension.class);
    Map<Dimension, Integer> largest = new EnumMap<>(Dimension.class);
    for (String key : keys(entry)) {
      String field = where + ", field " + key;
      if (key.equals("largest")) {
        largest.putAll(largest(entry.get(key), field));
      } else if (!key.equals("name")) {
        entities.put(dimension(key, field), ids(key, entry.get(key), field));
      }
    }
    if (entities.isEmpty() && largest.isEmpty()) {
      throw wrong(where + ": names nothing that fails");
    }
    return new Scenario(name.textValue(), entities, largest);
  }

  private Map<Dimension, Integer> largest(JsonNode numbers, String field) {
    Map<Dimension, Integer> largest = new EnumMap<>(Dimension.class);
    for (String key : keys(numbers)) {
      JsonNode number = numbers.get(key);
      if (!number.isInt() || number.intValue() < 1 || number.intValue() > MOST_LARGEST) {
        throw wrong(field + "." + key + ": must be a whole number from 1 to " + MOST_LARGEST);
      }
      largest.put(dimension(key, field + "." + key), number.intValue());
    }
    if (largest.isEmpty()) {
      throw wrong(field + ": must say how many of which dimension, such as {provider: 2}");
    }
    return largest;
  }

  private Dimension dimension(String key, String field) {
    for (Dimension dimension : JointKey.DIMENSIONS) {
      if (dimension.name().toLowerCase(Locale.ROOT).equals(key)) {
        return dimension;
      }
    }
    throw wrong(field + ": is not a known field; known are " + KEYS);
  }

  private Set<String> ids(String key, JsonNode list, String field) {
    Set<String> ids = new TreeSet<>();
    for (JsonNode id : list) {
      if (!id.isTextual() || id.textValue().isBlank()) {
        throw wrong(field + ": each must be a name; '" + id.asText() + "' needs quotes to be one");
      }
      if (key.equals("region") && !id.textValue().matches("[^/]+/.+")) {
        throw wrong(field + ": '" + id.textValue() + "' must be provider/region");
      }
      ids.add(id.textValue());
    }
    if (!list.isArray() || ids.isEmpty()) {
      throw wrong(field + ": must be a list of names, such as [aws, gcp]");
    }
    return ids;
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private IllegalArgumentException wrong(String reason) {
    return new IllegalArgumentException(file + ": " + reason);
  }
}
