package dev.faultline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.publish.PublishFailedException;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.ingest.publish.kafka.KafkaRecordPublisher;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.PublisherState;
import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A publisher tells how far it is when its records are acknowledged, on the producer's own thread.
 * The first such record must not wait there for what that thread alone can fetch: it stood still
 * for half a minute, and with it everything else that was to be sent.
 */
@WithStack
class FirstProgressIT {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void isSentFromAnAcknowledgement(TestStack stack) throws Exception {
    stack.createTopics();
    KafkaConnection connection = KafkaConnection.to(stack.bootstrapServers(), stack.registryUrl());
    CompletableFuture<Optional<PublishFailedException>> told = new CompletableFuture<>();
    try (KafkaRecordPublisher publisher = KafkaRecordPublisher.open(connection)) {
      Watermark watermark = Watermark.of(new Population("soak", "compute"), NOW, "gateway/main");
      publisher.watermark(watermark, failure -> publisher.publish(progress(), told::complete));
      assertThat(told.get(20, TimeUnit.SECONDS)).isEmpty();
    }
  }

  private static PublisherProgress progress() {
    return PublisherProgress.newBuilder()
        .setNetwork("soak")
        .setLayer("compute")
        .setPublisher("gateway/main")
        .setState(PublisherState.OPEN)
        .setWatermark(NOW)
        .setUpdatedAt(NOW)
        .build();
  }
}
