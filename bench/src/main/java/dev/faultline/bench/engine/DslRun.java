package dev.faultline.bench.engine;

import dev.faultline.streams.runtime.StreamsSettings;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Runs a plain topology as Kafka Streams comes, but exactly once as the engine does. */
final class DslRun {

  private static final Duration POLL = Duration.ofMillis(2);

  private DslRun() {}

  /**
   * Source records per second, from the first record on until so many have been taken in and as
   * many counted.
   *
   * @param records prefix of the topic
   */
  static double rate(StreamsSettings settings, Topology topology, long records)
      throws InterruptedException {
    try (KafkaStreams streams = new KafkaStreams(topology, properties(settings))) {
      streams.start();
      while (processed(streams) == 0) {
        Thread.sleep(POLL.toMillis());
      }
      long begun = System.nanoTime();
      long before = processed(streams);
      // each record is processed twice: where it is read, and where it is counted
      while (processed(streams) < 2 * records) {
        Thread.sleep(POLL.toMillis());
      }
      double took = (System.nanoTime() - begun) / 1e9;
      return (processed(streams) - before) / 2.0 / took;
    }
  }

  private static Properties properties(StreamsSettings settings) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateFolder().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    return properties;
  }

  private static long processed(KafkaStreams streams) {
    return (long)
        streams.metrics().entrySet().stream()
            .filter(entry -> entry.getKey().name().equals("process-total"))
            .filter(entry -> entry.getKey().group().equals("stream-thread-metrics"))
            .mapToDouble(entry -> ((Number) entry.getValue().metricValue()).doubleValue())
            .sum();
  }
}
