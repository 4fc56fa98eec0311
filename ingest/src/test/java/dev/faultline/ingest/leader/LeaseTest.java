package dev.faultline.ingest.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.ingest.publish.PublishFailedException;
import dev.faultline.ingest.publish.RecordedPublications;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.schemas.FeedPoll;
import dev.faultline.schemas.PollOutcome;
import dev.faultline.service.kafka.KafkaConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Lease lease = new Lease(Duration.ofSeconds(15), nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void isHeldOnlyForItsLengthAfterItWasAskedFor() {
    assertThat(lease.isHeld()).isFalse();
    long asked = lease.now();
    pass(Duration.ofSeconds(10));
    lease.confirm(asked);
    assertThat(lease.isHeld()).isTrue();
    pass(Duration.ofSeconds(5));
    assertThat(lease.isHeld()).isFalse();
    lease.confirm(lease.now());
    assertThat(lease.isHeld()).isTrue();
    lease.end();
    assertThat(lease.isHeld()).isFalse();
  }

  /** As a process that was stopped and goes on where it was. */
  @Test
  void whatALeaderOfBeforeHasLeftIsRefused() {
    RecordedPublications topic = new RecordedPublications();
    LeaderPublisher publisher = new LeaderPublisher(topic, lease::isHeld);
    List<Optional<PublishFailedException>> answers = new ArrayList<>();
    lease.confirm(lease.now());
    publisher.publish(poll(), answers::add);
    pass(Duration.ofMinutes(1));
    publisher.publish(poll(), answers::add);

    assertThat(topic.order()).hasSize(1);
    assertThat(answers.get(0)).isEmpty();
    assertThat(answers.get(1).orElseThrow()).hasMessageContaining("has not confirmed");
  }

  @Test
  void aSessionThatEndsBeforeTheProducerGivesUpIsRefused() {
    KafkaConnection connection =
        new KafkaConnection(
            KafkaConfiguration.of(
                "127.0.0.1:1", "http://127.0.0.1:1", Map.of("session.timeout.ms", "30000")));
    assertThatThrownBy(() -> LeaderElection.of(connection, "g", null, new CompletableFuture<>()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("session.timeout.ms=30000 and delivery.timeout.ms=30000");
  }

  private static FeedPoll poll() {
    return new FeedPoll(
        "f", "s", "t", Instant.EPOCH, PollOutcome.READ, null, null, 200, 1L, 1L, 1L, 0L, 0L, 0L);
  }
}
