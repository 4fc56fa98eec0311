package dev.faultline.bench.soak.fault;

import dev.faultline.schemas.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records that cannot be read, of many kinds, in every topic. */
final class Poison {

  private static final int LARGE = 900_000;

  private final Random random;

  Poison(long seed) {
    this.random = new Random(seed);
  }

  /** Sends each kind to each topic, and returns when the broker has them. */
  void send(Properties kafka) throws Exception {
    Properties client = new Properties();
    client.putAll(kafka);
    client.put("delivery.timeout.ms", "60000");
    client.put("request.timeout.ms", "20000");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (Topic topic : Topic.values()) {
        for (byte[] value : values()) {
          // the broker refuses records without a key in a compacted topic
          boolean mayLackKey = !topic.isCompacted();
          byte[] key = mayLackKey && random.nextInt(3) == 0 ? null : bytes(1 + random.nextInt(40));
          sent.add(producer.send(new ProducerRecord<>(topic.topicName(), key, value)));
        }
      }
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
  }

  private List<byte[]> values() {
    return List.of(
        new byte[0],
        new byte[] {0},
        // a string of 2^31 bytes
        new byte[] {0, 0, 0, 0, 1, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x10},
        framed(1 + random.nextInt(12), bytes(random.nextInt(200))),
        framed(1_000_000 + random.nextInt(1000), bytes(20)),
        "{\"network\": \"not Avro\"}".getBytes(StandardCharsets.UTF_8),
        bytes(LARGE));
  }

  private static byte[] framed(int schema, byte[] rest) {
    return ByteBuffer.allocate(5 + rest.length).put((byte) 0).putInt(schema).put(rest).array();
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
