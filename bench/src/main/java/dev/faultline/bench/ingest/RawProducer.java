package dev.faultline.bench.ingest;

import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.schemas.Topic;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends random bytes, which compress no better than keys do, with the settings of an import. */
final class RawProducer {

  private static final int KEY_BYTES = 60;
  private static final int VALUE_BYTES = 130;

  private final KafkaConnection connection;

  RawProducer(KafkaConnection connection) {
    this.connection = connection;
  }

  /** Records per second. */
  double rate(int records) {
    Map<String, Object> settings = connection.producerSettings();
    Random random = new Random(records);
    long begun = System.nanoTime();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int number = 0; number < records; number++) {
        byte[] key = new byte[KEY_BYTES];
        byte[] value = new byte[VALUE_BYTES];
        random.nextBytes(key);
        random.nextBytes(value);
        var unused =
            producer.send(
                new ProducerRecord<>(Topic.OBSERVATIONS.topicName(), key, new byte[VALUE_BYTES]));
      }
      producer.flush();
    }
    return records / ((System.nanoTime() - begun) / 1e9);
  }
}
