package dev.faultline.streams.runtime;

import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.watermark.Watermark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Observations of a population as they come in from careless sources: out of order, twice, late,
 * from nodes that come and go and move, with watermarks between. A function of its seed; the same
 * on any number of partitions.
 */
final class MadeHistory {

  static final Population POPULATION = new Population("solana", "consensus");

  private static final long STEP = 60_000;
  private static final long GRACE = 30_000;
  private static final long START = Instant.parse("2025-10-20T06:00:00Z").toEpochMilli();
  private static final int STEPS = 40;
  private static final int NODES = 120;
  private static final int A_STEP = 90;
  private static final String[] PROVIDERS = {"aws", "gcp", "hetzner", "OVH", "Amazon Web Services"};
  private static final String[] COUNTRIES = {"US", "DE", "NL", "FR", null};

  private final List<Event> events = new ArrayList<>();

  /** An observation, or a watermark. */
  private record Event(Observation observation, long watermark) {}

  MadeHistory(long seed) {
    Random random = new Random(seed);
    Map<String, Observation> last = new HashMap<>();
    for (int step = 0; step < STEPS; step++) {
      long now = START + step * STEP;
      for (int i = 0; i < A_STEP; i++) {
        String node = "node-" + random.nextInt(NODES);
        // the quarter of an hour before is late by now
        long disorder = random.nextInt(5) == 0 ? random.nextLong(15 * STEP) : 0;
        long at = now + random.nextLong(STEP) - disorder;
        Observation before = last.get(node);
        Observation said =
            before != null && random.nextInt(6) > 0
                ? Observation.newBuilder(before).setObservedAt(Instant.ofEpochMilli(at)).build()
                : observation(random, node, at);
        last.put(node, said);
        events.add(new Event(said, 0));
        if (random.nextInt(10) == 0) {
          events.add(new Event(said, 0));
        }
      }
      if (random.nextInt(4) > 0) {
        events.add(new Event(null, now + STEP + GRACE - random.nextInt(20_000)));
      }
    }
    events.add(new Event(null, lastAt() + GRACE));
  }

  private static Observation observation(Random random, String node, long at) {
    return Observation.newBuilder()
        .setNetwork(POPULATION.network())
        .setLayer(POPULATION.layer())
        .setNodeId(node)
        .setObservedAt(Instant.ofEpochMilli(at))
        .setStatus(random.nextInt(6) == 0 ? NodeStatus.DOWN : NodeStatus.UP)
        .setProvider(PROVIDERS[random.nextInt(PROVIDERS.length)])
        .setRegion(random.nextInt(3) == 0 ? null : "region-" + random.nextInt(4))
        .setCountry(COUNTRIES[random.nextInt(COUNTRIES.length)])
        .setOperator("operator-" + random.nextInt(20))
        .setWeight(random.nextInt(5) == 0 ? null : random.nextLong(1L << 50))
        .setSource("made")
        .build();
  }

  /** The last T that a watermark closes. */
  static long lastAt() {
    return START + STEPS * STEP;
  }

  /** The last T that surely is closed when the first half has been published. */
  static long halfAt() {
    return START + STEPS / 4 * STEP;
  }

  List<Event> firstHalf() {
    return events.subList(0, events.size() / 2);
  }

  List<Event> secondHalf() {
    return events.subList(events.size() / 2, events.size());
  }

  /** Publishes events in their order, watermarks to every partition. */
  static void publish(
      List<Event> events,
      KafkaProducer<String, byte[]> producer,
      Serializer<Observation> serializer,
      int partitions) {
    String topic = Topic.OBSERVATIONS.topicName();
    for (Event event : events) {
      if (event.observation() != null) {
        long at = event.observation().getObservedAt().toEpochMilli();
        String key = POPULATION.nodeKey(event.observation().getNodeId());
        byte[] value = serializer.serialize(topic, event.observation());
        producer.send(new ProducerRecord<>(topic, null, at, key, value));
        continue;
      }
      for (int partition = 0; partition < partitions; partition++) {
        producer.send(
            Watermark.of(POPULATION, Instant.ofEpochMilli(event.watermark()), Watermark.UNNAMED)
                .behindIncidents(0)
                .toRecord(partition));
      }
    }
    producer.flush();
  }
}
