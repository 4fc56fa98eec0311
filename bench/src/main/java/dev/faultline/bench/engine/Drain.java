package dev.faultline.bench.engine;

import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the whole topic with plain consumers: the least that any engine must do. */
final class Drain {

  private final LoadedBroker loaded;

  Drain(LoadedBroker loaded) {
    this.loaded = loaded;
  }

  /** Records per second. */
  double rate(int threads, boolean decode) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      long begun = System.nanoTime();
      List<Future<Long>> parts = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        parts.add(executor.submit(part(thread, threads, decode)));
      }
      long read = 0;
      for (Future<Long> part : parts) {
        read += part.get();
      }
      if (read != loaded.records()) {
        throw new IllegalStateException("read " + read + " of " + loaded.records() + " records");
      }
      return read / ((System.nanoTime() - begun) / 1e9);
    } finally {
      executor.shutdownNow();
    }
  }

  private Callable<Long> part(int thread, int threads, boolean decode) {
    return () -> {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int p = thread; p < loaded.load().partitions(); p += threads) {
        partitions.add(new TopicPartition(Topic.OBSERVATIONS.topicName(), p));
      }
      Deserializer<Observation> deserializer = loaded.registry().deserializer();
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        long left = consumer.endOffsets(partitions).values().stream().mapToLong(n -> n).sum();
        long all = left;
        while (left > 0) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
            if (decode) {
              Observation unused = deserializer.deserialize(record.topic(), record.value());
            }
            left--;
          }
        }
        return all;
      }
    };
  }

  private Map<String, Object> settings() {
    return Map.of(
        "bootstrap.servers",
        loaded.bootstrapServers(),
        "max.poll.records",
        5000,
        "fetch.max.bytes",
        64 << 20,
        "max.partition.fetch.bytes",
        4 << 20);
  }
}
