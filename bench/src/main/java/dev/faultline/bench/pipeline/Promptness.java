package dev.faultline.bench.pipeline;

import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.watermark.Watermark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How soon the rows of T can be asked for after the watermark that closes T was published, while
 * observations come in at a steady rate. Event time runs sixty times as fast as the clock, so that
 * a T closes every second.
 */
final class Promptness {

  private static final Population POPULATION = new Population("prompt", "consensus");
  private static final Instant START = Instant.parse("2025-10-21T00:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final int NODES = 5_000;
  private static final int WARM_UP = 5;
  private static final int ROWS_OF_A_T = 54;

  private final BenchedPipeline pipeline;
  private final int rate;
  private final int seconds;
  private final Map<Instant, Long> closed = new ConcurrentHashMap<>();

  /**
   * @param rate observations per second
   * @param seconds how long to look, after a warm-up
   */
  Promptness(BenchedPipeline pipeline, int rate, int seconds) {
    this.pipeline = pipeline;
    this.rate = rate;
    this.seconds = seconds;
  }

  /** Milliseconds from the watermark to the rows, ascending, one for each T. */
  List<Double> run() throws Exception {
    Thread publisher = new Thread(this::publish, "publish");
    publisher.setDaemon(true);
    publisher.start();
    List<Double> millis = new ArrayList<>();
    for (int second = 1; second <= WARM_UP + seconds; second++) {
      Instant at = START.plus(STEP.multipliedBy(second));
      await(at);
      if (second > WARM_UP) {
        millis.add((System.nanoTime() - closed.get(at)) / 1e6);
      }
    }
    Collections.sort(millis);
    return millis;
  }

  private void await(Instant at) throws Exception {
    String of =
        "WHERE network = '%s' AND at = '%s'"
            .formatted(POPULATION.network(), at.toString().replace("Z", ""));
    long begun = System.nanoTime();
    while (pipeline.number("SELECT count() FROM decentralization " + of) < ROWS_OF_A_T
        || pipeline.number("SELECT count() FROM resilience " + of) < 3) {
      if (System.nanoTime() - begun > Duration.ofMinutes(1).toNanos()) {
        throw new IllegalStateException("the rows of " + at + " did not come");
      }
      Thread.sleep(5);
    }
  }

  private void publish() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", pipeline.stack().bootstrapServers(), "linger.ms", 5);
    Serializer<Observation> serializer =
        new RegistrySerdes(pipeline.stack().registryUrl()).serializer();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      int partitions = producer.partitionsFor(Topic.OBSERVATIONS.topicName()).size();
      long begun = System.nanoTime();
      for (int second = 1; second <= WARM_UP + seconds; second++) {
        Instant at = START.plus(STEP.multipliedBy(second));
        for (int number = 0; number < rate; number++) {
          pace(begun + (second - 1) * 1_000_000_000L + number * 1_000_000_000L / rate);
          send(producer, serializer, number, at.minusMillis(60_000L - number * 60_000L / rate - 1));
        }
        producer.flush();
        for (int partition = 0; partition < partitions; partition++) {
          var unused =
              producer.send(
                  Watermark.of(POPULATION, at.plus(GRACE), Watermark.UNNAMED)
                      .behindIncidents(0)
                      .toRecord(partition));
        }
        closed.put(at, System.nanoTime());
        producer.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pace(long nanos) throws InterruptedException {
    long ahead = nanos - System.nanoTime();
    if (ahead > 2_000_000) {
      Thread.sleep(ahead / 1_000_000);
    }
  }

  private static void send(
      KafkaProducer<String, byte[]> producer,
      Serializer<Observation> serializer,
      int number,
      Instant observedAt) {
    String node = "8QvnEv1NgJaXy7wVvKz9o5dRfLr3pTnHj" + number % NODES;
    Observation observation =
        Observation.newBuilder()
            .setNetwork(POPULATION.network())
            .setLayer(POPULATION.layer())
            .setNodeId(node)
            .setObservedAt(observedAt)
            .setStatus(NodeStatus.UP)
            .setProvider(number % 500 == 0 ? "gcp" : "aws")
            .setCountry("DE")
            .setOperator("operator-" + number % 700)
            .setWeight(1_000L + number % NODES)
            .setSource("bench")
            .build();
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topic.OBSERVATIONS.topicName(),
                null,
                observedAt.toEpochMilli(),
                POPULATION.nodeKey(node),
                serializer.serialize(Topic.OBSERVATIONS.topicName(), observation)));
  }
}
