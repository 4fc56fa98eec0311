package dev.faultline.sql.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.DeadLetter;
import dev.faultline.sql.sink.buffer.Batch;
import dev.faultline.sql.sink.buffer.Refusal;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.junit.jupiter.api.Test;

class DeadLetterProducerTest {

  private final MockProducer<String, DeadLetter> producer =
      new MockProducer<>(true, null, (topic, key) -> new byte[0], (topic, letter) -> new byte[0]);
  private final DeadLetterProducer queue = new DeadLetterProducer(producer, Clock.systemUTC());

  @Test
  void aLetterNeverIsTooLargeForTheTopic() throws InterruptedException {
    queue.publish(
        List.of(
            new Batch.Refused(
                new ConsumerRecord<>("t", 1, 2, new byte[200_000], new byte[2_000_000]),
                Refusal.SERVER,
                null,
                "x".repeat(100_000))));

    DeadLetter letter = producer.history().get(0).value();
    assertThat(letter.getValue().remaining()).isEqualTo(983_040);
    assertThat(
            letter.getValue().remaining()
                + letter.getKey().remaining()
                + letter.getReason().length())
        .isLessThan(1_040_000);
  }

  @Test
  void missingKeysAndValuesStayMissing() throws InterruptedException {
    queue.publish(
        List.of(
            new Batch.Refused(
                new ConsumerRecord<>("t", 1, 2, null, null), Refusal.BYTES, null, "is wrong")));

    DeadLetter letter = producer.history().get(0).value();
    assertThat(letter.getKey()).isNull();
    assertThat(letter.getValue()).isNull();
    assertThat(letter.getOffset()).isEqualTo(2);
  }

  @Test
  void aRefusalOfTheBrokerIsNotSwallowed() {
    producer.sendException = new AuthorizationException("no");

    assertThatThrownBy(
            () ->
                queue.publish(
                    List.of(
                        new Batch.Refused(
                            new ConsumerRecord<>("t", 1, 2, null, null),
                            Refusal.BYTES,
                            null,
                            "is wrong"))))
        .isInstanceOf(KafkaException.class);
  }
}
