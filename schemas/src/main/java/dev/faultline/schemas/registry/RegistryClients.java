package dev.faultline.schemas.registry;

import dev.faultline.service.kafka.RegistryAccess;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes clients of the registry. */
public final class RegistryClients {

  private static final int CACHED_SCHEMAS = 1000;
  private static final int CONNECT_MILLIS = 5_000;

  private RegistryClients() {}

  /**
   * A client that does not try again by itself.
   *
   * @param answer how long the registry may take
   */
  public static SchemaRegistryClient open(RegistryAccess access, Duration answer) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("http.connect.timeout.ms", CONNECT_MILLIS);
    settings.put("http.read.timeout.ms", (int) answer.toMillis());
    settings.put("max.retries", 0);
    settings.putAll(access.client());
    return SchemaRegistryClientFactory.newClient(
        Arrays.asList(access.url().split(",")),
        CACHED_SCHEMAS,
        List.of(new AvroSchemaProvider()),
        settings,
        Map.of());
  }
}
