package dev.faultline.schemas;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The page of all topics, made from the catalogue and the schemas. */
final class TopicPage {

  private static final Pattern KEY = Pattern.compile("Key: ([^.]+)\\.");

  /** Their values have the schemas of other topics, with other keys. */
  private static final Map<Topic, String> LATEST_KEYS =
      Map.of(
          Topic.LATEST_DECENTRALIZATION, "network/layer/window_s/dimension/weighting",
          Topic.LATEST_RESILIENCE, "network/layer/window_s");

  private TopicPage() {}

  /** What the key of a topic's records is made of. */
  static String key(Topic topic) {
    String latest = LATEST_KEYS.get(topic);
    if (latest != null) {
      return latest;
    }
    Matcher matcher = KEY.matcher(topic.valueSchema().getDoc());
    if (!matcher.find()) {
      throw new AssertionError("the doc of " + topic.valueSchema().getName() + " names no key");
    }
    return matcher.group(1);
  }

  /** What a topic holds. */
  static String description(Topic topic) {
    String text = topic.valueSchema().getDoc().replaceAll(" Key: .*", "");
    return LATEST_KEYS.containsKey(topic)
        ? "The newest of each key, compacted; never goes back in event time. " + text
        : text;
  }

  static String text() {
    StringBuilder page =
        new StringBuilder(
            """
            # Topics

            Made from the topic catalogue and the schemas; a test holds it against them. [consume.md](consume.md) says how to read them, [asyncapi.yaml](asyncapi.yaml) is the same for tools. Values are Avro under the subject `TOPIC-value`; keys are text. Retention counts from record timestamps, which are event times; -1 is for good.

            | Topic | Key | Partitions | Cleanup | retention.ms | Value |
            |---|---|---|---|---|---|
            """);
    for (Topic topic : Topic.values()) {
      page.append(
          "| `%s` | `%s` | %d | %s | %s | [%s](#%s) |\n"
              .formatted(
                  topic.topicName(),
                  key(topic),
                  topic.partitions(),
                  topic.settings().get("cleanup.policy"),
                  topic.settings().get("retention.ms"),
                  topic.valueSchema().getName(),
                  topic.topicName().replace(".", "").toLowerCase(Locale.ROOT)));
    }
    for (Topic topic : Topic.values()) {
      page.append("\n## %s\n\n%s\n\n".formatted(topic.topicName(), description(topic)));
      page.append("| Field | Type | Meaning |\n|---|---|---|\n");
      for (Schema.Field field : topic.valueSchema().getFields()) {
        page.append(
            "| `%s` | %s | %s |\n"
                .formatted(
                    field.name(),
                    type(field.schema()),
                    field.doc() == null ? "" : field.doc().replace("|", "\\|")));
      }
    }
    return page.toString();
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case UNION ->
          schema.getTypes().stream().map(TopicPage::type).collect(Collectors.joining(" or "));
      case ENUM -> schema.getEnumSymbols().stream().collect(Collectors.joining(", "));
      case ARRAY -> "list of " + type(schema.getElementType());
      case MAP -> "map of " + type(schema.getValueType());
      case RECORD ->
          schema.getFields().stream()
              .map(field -> field.name() + " " + type(field.schema()))
              .collect(Collectors.joining(", ", "(", ")"));
      default ->
          schema.getLogicalType() == null
              ? schema.getType().getName()
              : schema.getLogicalType().getName();
    };
  }
}
