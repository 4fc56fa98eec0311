package dev.faultline.schemas;

/** The AsyncAPI 3 file of all topics, made from the catalogue and the schemas. */
final class AsyncApi {

  private AsyncApi() {}

  static String text() {
    StringBuilder yaml =
        new StringBuilder(
            """
            # Made from the topic catalogue and the schemas; a test holds it against them.
            asyncapi: 3.0.0
            info:
              title: Faultline
              version: 1.0.0
              description: How concentrated the machines of decentralized networks are, as records of Kafka. Read with isolation.level=read_committed.
            defaultContentType: application/vnd.apache.avro
            servers:
              embedded:
                host: 127.0.0.1:9092
                protocol: kafka
                bindings:
                  kafka:
                    schemaRegistryUrl: http://127.0.0.1:8081
                    schemaRegistryVendor: confluent
                    bindingVersion: 0.5.0
            channels:
            """);
    for (Topic topic : Topic.values()) {
      yaml.append(channel(topic));
    }
    yaml.append("operations:\n");
    for (Topic topic : Topic.values()) {
      yaml.append(
          """
            publish-%1$s:
              action: send
              channel:
                $ref: '#/channels/%1$s'
          """
              .formatted(name(topic)));
    }
    yaml.append("components:\n  messages:\n");
    for (Topic topic : Topic.values()) {
      yaml.append(message(topic));
    }
    return yaml.toString();
  }

  private static String name(Topic topic) {
    return topic.topicName().replace("faultline.", "").replace(".v1", "");
  }

  private static String channel(Topic topic) {
    return """
          %1$s:
            address: %2$s
            description: %3$s
            messages:
              row:
                $ref: '#/components/messages/%1$s'
            bindings:
              kafka:
                topic: %2$s
                partitions: %4$d
                topicConfiguration:
                  cleanup.policy: [%5$s]
                  retention.ms: %6$s
                bindingVersion: 0.5.0
        """
        .formatted(
            name(topic),
            topic.topicName(),
            quoted(TopicPage.description(topic)),
            topic.partitions(),
            topic.settings().get("cleanup.policy"),
            topic.settings().get("retention.ms"));
  }

  private static String message(Topic topic) {
    return """
            %1$s:
              name: %2$s
              contentType: application/vnd.apache.avro
              payload:
                schemaFormat: application/vnd.apache.avro;version=1.9.0
                schema:
        %3$s
              bindings:
                kafka:
                  key:
                    type: string
                    description: %4$s
                  schemaIdLocation: payload
                  schemaIdPayloadEncoding: confluent
                  bindingVersion: 0.5.0
        """
        .formatted(
            name(topic),
            topic.valueSchema().getName(),
            RegistrySerdes.plain(topic.valueSchema()).toString(true).indent(10).stripTrailing(),
            quoted(TopicPage.key(topic)));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
