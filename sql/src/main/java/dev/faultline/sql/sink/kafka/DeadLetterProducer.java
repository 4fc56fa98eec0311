package dev.faultline.sql.sink.kafka;

import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.deadletter.DeadLetterFactory;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.sink.buffer.Batch;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes what the sink refuses, with its raw bytes, its column and the reason. */
public final class DeadLetterProducer implements AutoCloseable {

  private static final DeadLetterFactory LETTERS = new DeadLetterFactory("sink");

  private final Clock clock;
  private final Producer<String, DeadLetter> producer;

  public DeadLetterProducer(Producer<String, DeadLetter> producer, Clock clock) {
    this.producer = producer;
    this.clock = clock;
  }

  public static DeadLetterProducer connect(SinkSettings settings, Clock clock) {
    Map<String, Object> properties = new HashMap<>(settings.kafka());
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    RegistrySerdes serdes = new RegistrySerdes(settings.connection().registry());
    return new DeadLetterProducer(
        new KafkaProducer<>(
            settings.connection().producer(properties),
            new StringSerializer(),
            serdes.<DeadLetter>serializer()),
        clock);
  }

  /**
   * Publishes, and waits until Kafka has acknowledged all of them.
   *
   * @throws KafkaException if the broker or the registry did not: some may be published, and
   *     publishing all of them again is harmless, because the table keeps one row a refusal
   */
  public void publish(List<Batch.Refused> refused) throws InterruptedException {
    List<Sent> sent = new ArrayList<>();
    for (Batch.Refused one : refused) {
      sent.add(send(LETTERS.ofRecord(one.record(), clock.instant(), one.column(), one.reason())));
    }
    for (Sent one : sent) {
      await(one);
    }
  }

  private record Sent(DeadLetter letter, Future<?> acknowledgement) {}

  private Sent send(DeadLetter letter) {
    return new Sent(
        letter,
        producer.send(
            new ProducerRecord<>(
                Topic.DEAD_LETTERS.topicName(), DeadLetterFactory.key(letter), letter)));
  }

  private void await(Sent sent) throws InterruptedException {
    try {
      sent.acknowledgement().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RecordTooLargeException && sent.letter().getValue() != null) {
        // this broker's limit is below the usual one: where it was is better than nothing
        await(send(DeadLetterFactory.withoutBytes(sent.letter())));
        return;
      }
      throw new KafkaException(
          "a dead letter was not acknowledged: " + e.getCause().getMessage(), e.getCause());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
