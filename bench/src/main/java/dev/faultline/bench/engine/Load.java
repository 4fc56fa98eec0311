package dev.faultline.bench.engine;

import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.watermark.Watermark;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The observations that every run reads: each node is seen once a round; now and then one moves to
 * another provider, or goes down. Values have 192 bytes. A function of its seed, so that the oracle
 * can tell what was published without reading it.
 */
final class Load {

  static final Population POPULATION = new Population("solana", "consensus");
  static final int VALUE_BYTES = 192;

  /** As often as real validators move or fail, about. */
  static final int SELDOM = 500;

  static final long START = Instant.parse("2025-10-20T00:00:00Z").toEpochMilli();

  static final long STEP_MILLIS = 60_000;
  private static final long WATERMARK_DELAY_MILLIS = 30_000;
  private static final String[] PROVIDERS = {
    "aws",
    "gcp",
    "azure",
    "hetzner",
    "ovh",
    "teraswitch",
    "latitude",
    "digitalocean",
    "vultr",
    "leaseweb",
    "equinix",
    "cherry"
  };
  private static final String[] HOSTING = {
    "hyperscale",
    "hyperscale",
    "hyperscale",
    "cloud",
    "cloud",
    "datacenter",
    "datacenter",
    "cloud",
    "cloud",
    "datacenter",
    "datacenter",
    "datacenter"
  };
  private static final String[] COUNTRIES = {"US", "DE", "NL", "FR", "GB", "SG", "JP", "FI", "PL"};

  private final int partitions;
  private final long roundMillis;
  private final int rounds;
  private final int changedOneIn;
  private final String[] nodeIds;

  /**
   * @param partitions of the topic
   * @param roundMillis how often each node is seen; a whole part of a minute
   * @param rounds how many times
   */
  Load(int nodes, int partitions, long roundMillis, int rounds) {
    this(nodes, partitions, roundMillis, rounds, SELDOM);
  }

  /**
   * The same.
   *
   * @param changedOneIn of so many sightings one finds its node changed
   */
  Load(int nodes, int partitions, long roundMillis, int rounds, int changedOneIn) {
    this.changedOneIn = changedOneIn;
    this.partitions = partitions;
    this.roundMillis = roundMillis;
    this.rounds = rounds;
    this.nodeIds = nodeIds(nodes);
  }

  int nodes() {
    return nodeIds.length;
  }

  int partitions() {
    return partitions;
  }

  /** Is told of observations in the order in which they are published. */
  interface Receiver {
    void observation(int node, long observedAt, Attributes attributes);

    /** Everything up to a time has been published. */
    void watermark(long time);
  }

  /** What can change about a node. */
  record Attributes(boolean live, int provider, long weight) {}

  /** The instants T that the last watermark has closed, first and last. */
  long firstAt() {
    return START + STEP_MILLIS;
  }

  long lastAt() {
    long end = START + rounds * roundMillis;
    return Math.floorDiv(end, STEP_MILLIS) * STEP_MILLIS;
  }

  void generate(Receiver receiver) {
    Random random = new Random(20251020);
    Attributes[] attributes = new Attributes[nodes()];
    for (int node = 0; node < nodes(); node++) {
      double draw = Math.exp(2 * random.nextGaussian());
      attributes[node] =
          new Attributes(
              true,
              (int) Math.min(PROVIDERS.length - 1, PROVIDERS.length * draw / 20),
              (long) (1e12 * Math.exp(2 * random.nextGaussian())));
    }
    for (int round = 0; round < rounds; round++) {
      long begins = START + round * roundMillis;
      for (int node = 0; node < nodes(); node++) {
        if (random.nextInt(changedOneIn) == 0) {
          attributes[node] =
              new Attributes(
                  random.nextInt(10) > 0,
                  random.nextInt(PROVIDERS.length),
                  attributes[node].weight());
        }
        // after the round's begin, so that no observation lies on a T
        receiver.observation(
            node, begins + 1 + node * (roundMillis - 1) / nodes(), attributes[node]);
      }
      long ends = begins + roundMillis;
      if (ends % STEP_MILLIS == 0) {
        receiver.watermark(ends + WATERMARK_DELAY_MILLIS);
      }
    }
  }

  /** As long and as random as validators' keys are. */
  String nodeId(int node) {
    return nodeIds[node];
  }

  static String provider(Attributes attributes) {
    return PROVIDERS[attributes.provider()];
  }

  static String region(Attributes attributes) {
    return "region-" + attributes.provider() % 3;
  }

  /** As the product's table of providers has it. */
  static String hosting(Attributes attributes) {
    return HOSTING[attributes.provider()];
  }

  static String country(int node) {
    return COUNTRIES[node % COUNTRIES.length];
  }

  static String operator(int node) {
    return "operator-" + node / 3;
  }

  static String client(int node) {
    return node % 3 == 0 ? "firedancer" : "agave";
  }

  private static String[] nodeIds(int nodes) {
    Random random = new Random(44);
    String[] ids = new String[nodes];
    for (int node = 0; node < nodes; node++) {
      byte[] key = new byte[21];
      random.nextBytes(key);
      ids[node] = HexFormat.of().formatHex(key);
    }
    return ids;
  }

  private Observation observation(int node, long observedAt, Attributes attributes) {
    return Observation.newBuilder()
        .setNetwork(POPULATION.network())
        .setLayer(POPULATION.layer())
        .setNodeId(nodeId(node))
        .setObservedAt(Instant.ofEpochMilli(observedAt))
        .setStatus(attributes.live() ? NodeStatus.UP : NodeStatus.DOWN)
        .setIp(
            "%d.%d.%d.%d"
                .formatted(
                    52 + node / 16_000_000, node / 62_500 % 250, node / 250 % 250, node % 250 + 1))
        .setAsn(64_512L + attributes.provider())
        .setProvider(provider(attributes))
        .setRegion(region(attributes))
        .setCountry(country(node))
        .setOperator(operator(node))
        .setClient(client(node))
        .setClientVersion("")
        .setWeight(attributes.weight())
        .setSource("bench")
        .build();
  }

  /** Publishes all of it to an empty topic; returns the number of records, watermarks included. */
  long publish(String bootstrapServers, RegistrySerdes registry) {
    Serializer<Observation> serializer = registry.serializer();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "acks",
            "all",
            "linger.ms",
            20,
            "batch.size",
            1 << 18);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      Publisher publisher = new Publisher(producer, serializer);
      generate(publisher);
      producer.flush();
      return publisher.sent;
    }
  }

  /** Sends what is generated. */
  private final class Publisher implements Receiver {
    private final KafkaProducer<String, byte[]> producer;
    private final Serializer<Observation> serializer;
    private long sent;

    Publisher(KafkaProducer<String, byte[]> producer, Serializer<Observation> serializer) {
      this.producer = producer;
      this.serializer = serializer;
    }

    @Override
    public void observation(int node, long observedAt, Attributes attributes) {
      Observation observation = Load.this.observation(node, observedAt, attributes);
      byte[] value = serializer.serialize(Topic.OBSERVATIONS.topicName(), observation);
      observation =
          Observation.newBuilder(observation)
              .setClientVersion("v".repeat(VALUE_BYTES - value.length))
              .build();
      value = serializer.serialize(Topic.OBSERVATIONS.topicName(), observation);
      if (value.length != VALUE_BYTES) {
        throw new IllegalStateException("a value of " + value.length + " bytes");
      }
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topic.OBSERVATIONS.topicName(),
                  null,
                  observedAt,
                  POPULATION.nodeKey(observation.getNodeId()),
                  value));
      sent++;
    }

    @Override
    public void watermark(long time) {
      for (int partition = 0; partition < partitions; partition++) {
        var unused =
            producer.send(
                Watermark.of(POPULATION, Instant.ofEpochMilli(time), Watermark.UNNAMED)
                    .behindIncidents(0)
                    .toRecord(partition));
        sent++;
      }
    }
  }
}
