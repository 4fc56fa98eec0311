package dev.faultline.ingest.publish.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.faultline.ingest.publish.PublishFailedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class IncidentsEndTest {

  private Optional<Long> end = Optional.empty();
  private int asked;
  private long nanos;
  private final IncidentsEnd incidents =
      new IncidentsEnd(
          KafkaConnection.to("localhost:1", "http://localhost:2"),
          this::ask,
          () -> {},
          () -> nanos);

  private long ask() throws ExecutionException {
    asked++;
    nanos += Duration.ofSeconds(15).toNanos();
    return end.orElseThrow(() -> new ExecutionException(new TimeoutException("away")));
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private void assertNobodyKnows() {
    assertThatExceptionOfType(PublishFailedException.class)
        .isThrownBy(incidents::position)
        .withMessageContaining("does not answer");
  }

  @Test
  void brokersThatDoNotAnswerAreAskedOnceASecond() {
    assertNobodyKnows();
    assertNobodyKnows();
    assertThat(asked).isEqualTo(1);

    pass(Duration.ofSeconds(1));
    end = Optional.of(7L);
    assertThat(incidents.position()).isEqualTo(7);

    pass(Duration.ofSeconds(1));
    end = Optional.empty();
    assertThat(incidents.position()).isEqualTo(7);
    assertThat(incidents.position()).isEqualTo(7);
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void aTopicThatWasMadeAnewBeginsAgain() {
    end = Optional.of(7L);
    assertThat(incidents.position()).isEqualTo(7);
    end = Optional.of(0L);
    assertThat(incidents.position()).isEqualTo(7);

    pass(Duration.ofSeconds(1));
    assertThat(incidents.position()).isZero();
  }
}
