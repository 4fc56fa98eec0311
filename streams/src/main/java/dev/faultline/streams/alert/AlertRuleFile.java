package dev.faultline.streams.alert;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.faultline.schemas.AlertSeverity;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The YAML file of alert rules.
 *
 * <pre>{@code
 * alerts:
 *   - name: half-gone                 # required, unique
 *     measure: exposure_major_high    # required
 *     subjects: solana/*              # default: all
 *     condition: ">= 0.5 liveness"    # required: > >= < <= and a number, or so much of the liveness fraction
 *     fall_within: 1d                 # look at the fall below the greatest value within this time
 *     for: 10m                        # default: at once
 *     severity: critical              # info, warning or critical; default: warning
 *     text: "{subject}: {value}"      # default: made of the rest
 * }</pre>
 */
final class AlertRuleFile {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})\\s*([smhd])");
  private static final Map<String, TimeUnit> UNITS =
      Map.of("s", TimeUnit.SECONDS, "m", TimeUnit.MINUTES, "h", TimeUnit.HOURS, "d", TimeUnit.DAYS);
  private static final List<String> FIELDS =
      List.of("name", "measure", "subjects", "condition", "fall_within", "for", "severity", "text");
  private static final int MOST_RULES = 200;
  private static final long LONGEST_FALL_DAYS = 7;

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final String file;

  private AlertRuleFile(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param file what messages call it
   * @throws IllegalArgumentException naming rule and field of the first mistake
   */
  static List<AlertRule> read(String file, InputStream yaml) throws IOException {
    return new AlertRuleFile(file).rules(yaml);
  }

  private List<AlertRule> rules(InputStream yaml) throws IOException {
    JsonNode list = root(yaml).path("alerts");
    if (!list.isArray() || list.isEmpty()) {
      throw wrong("the file names no rule: it must hold a list 'alerts'");
    }
    if (list.size() > MOST_RULES) {
      throw wrong("holds %d rules; at most %d are looked at".formatted(list.size(), MOST_RULES));
    }
    List<AlertRule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      AlertRule rule = rule(list.get(i), "rule " + (i + 1));
      if (!names.add(rule.name())) {
        throw wrong("rule '%s': a second one of this name".formatted(rule.name()));
      }
      rules.add(rule);
    }
    return rules;
  }

  private JsonNode root(InputStream yaml) throws IOException {
    try {
      JsonNode root = YAML.readTree(yaml);
      for (Iterator<String> keys = root.fieldNames(); keys.hasNext(); ) {
        String key = keys.next();
        if (!key.equals("alerts")) {
          throw wrong("'%s' is not a known field: only 'alerts' is".formatted(key));
        }
      }
      return root;
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
      throw wrong(line + "is no YAML: " + e.getOriginalMessage().replaceAll("\\s+", " "));
    }
  }

  private AlertRule rule(JsonNode entry, String position) {
    String name = entry.path("name").asText("");
    if (!NAME.matcher(name).matches()) {
      throw wrong(
          position
              + ", field name: must be letters, digits and . _ -, at most 100, such as outage");
    }
    String where = "rule '" + name + "', field ";
    for (Iterator<String> keys = entry.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!FIELDS.contains(key)) {
        throw wrong(where + key + ": is not known; known are " + String.join(", ", FIELDS));
      }
    }
    AlertMeasure measure =
        AlertMeasure.named(entry.path("measure").asText(""))
            .orElseThrow(
                () ->
                    wrong(
                        where
                            + "measure: must be one of "
                            + String.join(", ", AlertMeasure.names())));
    AlertCondition condition = condition(entry.path("condition").asText(""), where);
    if (condition.ofLiveness() && measure.kind() == AlertMeasure.Kind.FEED) {
      throw wrong(where + "condition: a feed has no liveness fraction");
    }
    long fallWithin = duration(entry, "fall_within", where);
    if (fallWithin > TimeUnit.DAYS.toMillis(LONGEST_FALL_DAYS)) {
      throw wrong(where + "fall_within: at most " + LONGEST_FALL_DAYS + "d");
    }
    return new AlertRule(
        name,
        measure,
        entry.path("subjects").asText("*"),
        condition,
        fallWithin,
        duration(entry, "for", where),
        severity(entry.path("severity").asText("warning"), where),
        entry
            .path("text")
            .asText("{subject}: " + measure.text() + " is {value} (" + condition + ")"));
  }

  private AlertCondition condition(String text, String where) {
    Optional<AlertCondition> condition = AlertCondition.parse(text);
    return condition.orElseThrow(
        () ->
            wrong(
                where
                    + "condition: must be > >= < or <= and a number, such as \"> 0.1\", or so much"
                    + " of the liveness fraction, such as \">= 0.5 liveness\"; it is '"
                    + text
                    + "'"));
  }

  private long duration(JsonNode entry, String field, String where) {
    if (!entry.has(field)) {
      return 0;
    }
    Matcher matcher = DURATION.matcher(entry.get(field).asText(""));
    if (!matcher.matches()) {
      throw wrong(where + field + ": must be a whole number and s, m, h or d, such as 10m");
    }
    return UNITS.get(matcher.group(2)).toMillis(Long.parseLong(matcher.group(1)));
  }

  private AlertSeverity severity(String text, String where) {
    try {
      return AlertSeverity.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw wrong(where + "severity: must be info, warning or critical");
    }
  }

  private IllegalArgumentException wrong(String reason) {
    return new IllegalArgumentException(file + ": " + reason);
  }
}
