package dev.faultline.service.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The configuration of every Kafka client. Each client is made of what its user in the code wants
 * as defaults, then an operator's own settings, then the few that correctness needs. An operator
 * sets a property for all clients under Kafka's own name, or for one kind of client behind {@code
 * producer.}, {@code consumer.}, {@code admin.}.
 */
public final class KafkaConfiguration {

  private static final String BOOTSTRAP = "bootstrap.servers";
  private static final String REGISTRY_URL = "schema.registry.url";
  private static final List<String> REGISTRY_PREFIXES =
      List.of("schema.registry.", "basic.auth.", "bearer.auth.");
  private static final Set<String> SASL_INHERIT =
      Set.of("sasl.jaas.config", "sasl.mechanism", "security.protocol");
  private static final List<ClientKind> PLAIN =
      List.of(ClientKind.PRODUCER, ClientKind.CONSUMER, ClientKind.ADMIN);

  /**
   * No client tells JMX of its meters: /metrics has them, and a start registers thousands, each
   * time anew for all of their bean.
   */
  private static final Map<String, String> WITHOUT_JMX = Map.of("metric.reporters", "");

  private final String bootstrapServers;
  private final RegistryAccess registry;
  private final Map<String, String> own;

  private KafkaConfiguration(
      String bootstrapServers, RegistryAccess registry, Map<String, String> own) {
    this.bootstrapServers = bootstrapServers;
    this.registry = registry;
    this.own = own;
  }

  /** Without settings of an operator's own. */
  public static KafkaConfiguration of(String bootstrapServers, String registryUrl) {
    return of(bootstrapServers, registryUrl, Map.of());
  }

  /**
   * With an operator's settings, the registry's among them.
   *
   * @param own by Kafka's and the registry client's own names
   */
  public static KafkaConfiguration of(
      String bootstrapServers, String registryUrl, Map<String, String> own) {
    Map<String, String> registry = new HashMap<>();
    Map<String, String> kafka = new HashMap<>();
    own.forEach(
        (name, value) -> {
          if (isOfRegistry(name)) {
            registry.put(name, value);
          } else if (!name.equals(BOOTSTRAP)) {
            kafka.put(name, value);
          }
        });
    registry.remove(REGISTRY_URL);
    if ("SASL_INHERIT".equals(registry.get("basic.auth.credentials.source"))) {
      SASL_INHERIT.stream()
          .filter(kafka::containsKey)
          .forEach(name -> registry.put(name, kafka.get(name)));
    }
    return new KafkaConfiguration(
        bootstrapServers, new RegistryAccess(registryUrl, registry), Map.copyOf(kafka));
  }

  /** Host:port, separated by commas. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** The schema registry that goes with these brokers. */
  public RegistryAccess registry() {
    return registry;
  }

  /** A setting that holds for all clients, if the operator has set it. */
  public Optional<String> setting(String name) {
    return Optional.ofNullable(own.get(name));
  }

  /** Properties of a producer. */
  public Map<String, Object> producer(Map<String, ?> defaults) {
    return plain(ClientKind.PRODUCER, defaults);
  }

  /** Properties of a consumer; its group is one of the defaults. */
  public Map<String, Object> consumer(Map<String, ?> defaults) {
    return plain(ClientKind.CONSUMER, defaults);
  }

  /** Properties of an admin client. */
  public Map<String, Object> admin(Map<String, ?> defaults) {
    return plain(ClientKind.ADMIN, defaults);
  }

  /**
   * Properties of a Kafka Streams application. What the operator sets for all clients wins over
   * defaults for one kind of its clients.
   */
  public Map<String, Object> streams(Map<String, ?> defaults) {
    Map<String, Object> all = new HashMap<>(WITHOUT_JMX);
    all.putAll(defaults);
    own.forEach(
        (name, value) -> {
          if (Stream.of(ClientKind.values()).anyMatch(kind -> kind.decides(bare(name)))) {
            return;
          }
          PLAIN.forEach(kind -> all.remove(kind.prefix() + name));
          all.put(
              name.startsWith(ClientKind.STREAMS.prefix())
                  ? name.substring(ClientKind.STREAMS.prefix().length())
                  : name,
              value);
        });
    all.putAll(ClientKind.STREAMS.required());
    all.put(BOOTSTRAP, bootstrapServers);
    return all;
  }

  private Map<String, Object> plain(ClientKind kind, Map<String, ?> defaults) {
    Map<String, Object> all = new HashMap<>(WITHOUT_JMX);
    all.putAll(defaults);
    own.forEach(
        (name, value) -> {
          if (isFor(kind, name) && !kind.decides(name)) {
            all.put(name, value);
          }
        });
    own.forEach(
        (name, value) -> {
          if (name.startsWith(kind.prefix()) && !kind.decides(bare(name))) {
            all.put(bare(name), value);
          }
        });
    all.putAll(kind.required());
    all.put(BOOTSTRAP, bootstrapServers);
    return all;
  }

  /** What no client knows may be for a class that the operator has named, in any of them. */
  private static boolean isFor(ClientKind kind, String name) {
    return kind.knows(name)
        || (name.equals(bare(name))
            && Stream.of(ClientKind.values()).noneMatch(k -> k.knows(name)));
  }

  /**
   * The operator's settings that are not used, because results would be wrong with them or an
   * option sets them: {@code acks=1}. They hold no secrets.
   */
  public Set<String> overridden() {
    Set<String> names = new TreeSet<>();
    new TreeMap<>(own)
        .forEach(
            (name, value) -> {
              if (Stream.of(ClientKind.values())
                  .anyMatch(kind -> kind.overrides(bare(name), value.strip()))) {
                names.add(name + "=" + value.strip());
              }
            });
    return names;
  }

  /** The name without the prefix for one kind of client. */
  private static String bare(String name) {
    return Stream.of(ClientKind.values())
        .map(ClientKind::prefix)
        .filter(name::startsWith)
        .findFirst()
        .map(prefix -> name.substring(prefix.length()))
        .orElse(name);
  }

  static boolean isOfRegistry(String name) {
    return REGISTRY_PREFIXES.stream().anyMatch(name::startsWith);
  }

  /** Shows no settings: there are secrets among them. */
  @Override
  public String toString() {
    return "Kafka at " + bootstrapServers + ", registry at " + registry;
  }
}
