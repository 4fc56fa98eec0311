package dev.faultline.local.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker, and the controller it needs, in this process. Its data survives the end of the
 * process, kill -9 included.
 */
public final class Broker implements AutoCloseable {

  private static final int NODE = 1;
  private static final Set<String> LISTENERS =
      Set.of("listeners", "advertised.listeners", "listener.security.protocol.map");
  private static final String PROPERTIES = "meta.properties";
  private static final String CLUSTER_ID_PROPERTY = "cluster.id";

  private final KafkaNode node;
  private final String bootstrapServers;

  private Broker(KafkaNode node, String bootstrapServers) {
    this.node = node;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts the broker and returns when it takes requests.
   *
   * @param data its folder; formatted on first use
   * @param port of the listener for clients
   * @param controllerPort a free port of its own
   * @throws IOException if the folder cannot be written or holds another format's data
   */
  public static Broker start(Path data, int port, int controllerPort)
      throws IOException, InterruptedException {
    return start(data, port, controllerPort, Map.of());
  }

  /**
   * The same with further listeners.
   *
   * @param more settings of Kafka's; {@code listeners} and the two that go with it are appended to
   *     those of the broker's own listener
   */
  public static Broker start(Path data, int port, int controllerPort, Map<String, String> more)
      throws IOException, InterruptedException {
    boolean isNew = !Files.exists(data.resolve(PROPERTIES));
    Files.createDirectories(data);
    format(data);
    Properties settings = BrokerSettings.of(data, NODE, port, controllerPort);
    more.forEach(
        (name, value) ->
            settings.merge(
                name,
                value,
                (own, further) -> LISTENERS.contains(name) ? own + "," + further : further));
    KafkaConfig config = new KafkaConfig(settings);
    KafkaNode node = new KafkaNode(config);
    String bootstrapServers = "127.0.0.1:" + port;
    try {
      node.start();
      if (!isNew) {
        UnfinishedWork.end(bootstrapServers);
      }
    } catch (RuntimeException | InterruptedException e) {
      node.stop();
      throw e;
    }
    return new Broker(node, bootstrapServers);
  }

  /** Address for clients, {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops in order; clients are told. */
  @Override
  public void close() {
    node.stop();
  }

  private static void format(Path data) throws IOException {
    try (PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(quiet)
          .setClusterId(clusterId(data))
          .setNodeId(NODE)
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .setMetadataLogDirectory(data.toString())
          .addDirectory(data.toString())
          .setIgnoreFormatted(true)
          .run();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("cannot format " + data + " for Kafka: " + e.getMessage(), e);
    }
  }

  /** The id that the folder was formatted with; Kafka refuses the folder under another one. */
  private static String clusterId(Path data) throws IOException {
    Path properties = data.resolve(PROPERTIES);
    if (Files.exists(properties)) {
      Properties known = new Properties();
      try (var in = Files.newInputStream(properties)) {
        known.load(in);
      }
      String id = known.getProperty(CLUSTER_ID_PROPERTY);
      if (id != null) {
        return id;
      }
    }
    return Uuid.randomUuid().toString();
  }
}
