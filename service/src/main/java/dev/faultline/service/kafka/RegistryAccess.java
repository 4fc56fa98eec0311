package dev.faultline.service.kafka;

import java.util.Map;

/**
 * Where the schema registry is, and how to be let in.
 *
 * @param url one or more URLs, separated by commas
 * @param client further properties of Confluent's registry client, such as {@code
 *     basic.auth.user.info} and {@code schema.registry.ssl.truststore.location}
 */
public record RegistryAccess(String url, Map<String, String> client) {

  /** Copies the properties. */
  public RegistryAccess {
    client = Map.copyOf(client);
  }

  /** A registry that lets everybody in. */
  public static RegistryAccess at(String url) {
    return new RegistryAccess(url, Map.of());
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return url;
  }
}
