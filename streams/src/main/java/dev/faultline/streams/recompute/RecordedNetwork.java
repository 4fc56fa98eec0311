package dev.faultline.streams.recompute;

import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.service.kafka.KafkaConfiguration;
import dev.faultline.streams.decode.ObservationDecoder;
import dev.faultline.streams.decode.ObservationReader;
import dev.faultline.streams.decode.Pause;
import dev.faultline.streams.decode.RegistryReader;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.incidentlog.IncidentLog;
import dev.faultline.streams.incidentlog.RestoredIncidents;
import dev.faultline.streams.index.IndexSink;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.stress.Scenarios;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the topics hold of a network, given to an engine of its own from their first record to where
 * they end now. It belongs to no group and commits nothing.
 */
public final class RecordedNetwork {

  private static final Duration POLL = Duration.ofSeconds(1);

  private final KafkaConfiguration kafka;
  private final RegistrySerdes registry;

  public RecordedNetwork(KafkaConfiguration kafka) {
    this.kafka = kafka;
    this.registry = new RegistrySerdes(kafka.registry());
  }

  /**
   * Gives every row that the engine publishes to the sinks, from the first T on.
   *
   * @param sinks where the rows of a population go
   * @return how many records of the network could not be read
   */
  public long recompute(
      String network,
      Networks networks,
      Scenarios scenarios,
      Enricher tables,
      Function<Population, IndexSink> sinks) {
    RecordedIncidents revisions = new RecordedIncidents();
    RestoredIncidents restored = new RestoredIncidents();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Long> ends =
          read(consumer, Topic.INCIDENTS, record -> revisions.put(record.offset(), record.value()));
      ends.forEach(
          (partition, end) -> {
            restored.onRestoreStart(partition, IncidentLog.STORE, 0, end);
            restored.askEnd(() -> end);
          });
      IncidentLog incidents =
          new IncidentLog(
              revisions,
              new RegistryReader<IncidentRevision>(registry.decoder(Topic.INCIDENTS), Pause.SLEEP),
              restored,
              Pause.SLEEP);
      NetworkEngine engine =
          new NetworkEngine(
              network,
              partitions(consumer, Topic.OBSERVATIONS).size(),
              networks,
              scenarios,
              tables,
              new ObservationDecoder(
                  new ObservationReader(
                      new RegistryReader<>(registry.decoder(Topic.OBSERVATIONS), Pause.SLEEP))),
              incidents,
              sinks);
      read(consumer, Topic.OBSERVATIONS, engine::read);
      return engine.refused();
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        kafka.consumer(
            Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000)),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, Topic topic) {
    return consumer.partitionsFor(topic.topicName()).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  /** Reads a topic to where it ends now; returns these ends. */
  private static Map<TopicPartition, Long> read(
      KafkaConsumer<byte[], byte[]> consumer,
      Topic topic,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    List<TopicPartition> partitions = partitions(consumer, topic);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
          reader.accept(record);
        }
      }
    }
    return ends;
  }
}
