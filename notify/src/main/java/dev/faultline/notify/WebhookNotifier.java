package dev.faultline.notify;

import dev.faultline.schemas.AlertRow;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.wire.RegistryUnavailableException;
import dev.faultline.schemas.wire.UndecodableException;
import dev.faultline.schemas.wire.WireDecoder;
import dev.faultline.service.kafka.KafkaConfiguration;
import dev.faultline.service.lifecycle.Service;
import dev.faultline.service.retry.Backoff;
import dev.faultline.service.retry.Retry;
import dev.faultline.service.retry.RetryListener;
import dev.faultline.service.retry.Sleeper;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one webhook of alerts in their order, each at least once: the position is committed after
 * the receiver has taken a message, and a message is tried for as long as it takes. One that starts
 * for the first time tells what changes from then on.
 */
public final class WebhookNotifier implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookNotifier.class);
  private static final TopicPartition ALERTS = new TopicPartition(Topic.ALERTS.topicName(), 0);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));
  private static final int ENDS_WITHIN_SECONDS = 5;

  private final Webhook webhook;
  private final KafkaConfiguration kafka;
  private final WebhookMeters meters;
  private final WebhookClient client;
  private final Retry retry;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile String waitsFor;
  private Thread thread;

  /** One that waits ten seconds for an answer, and at most a minute between two attempts. */
  public WebhookNotifier(Webhook webhook, KafkaConfiguration kafka, MeterRegistry metrics) {
    this(webhook, kafka, metrics, ANSWER_WITHIN, BACKOFF);
  }

  /**
   * @param timeout how long an answer may take
   * @param backoff between attempts
   */
  public WebhookNotifier(
      Webhook webhook,
      KafkaConfiguration kafka,
      MeterRegistry metrics,
      Duration timeout,
      Backoff backoff) {
    this.webhook = webhook;
    this.kafka = kafka;
    this.meters = new WebhookMeters(metrics, webhook.name(), Clock.systemUTC());
    this.client = new WebhookClient(webhook, timeout, meters);
    this.retry = Retry.forever(backoff, this::sleep, new Waiting());
  }

  private void sleep(Duration delay) throws InterruptedException {
    Sleeper.until(closing).sleep(delay);
    meters.retried();
  }

  @Override
  public String name() {
    return "webhook " + webhook.name();
  }

  /** Returns when the position stands from which changes are told. */
  @Override
  public void start() {
    KafkaConsumer<byte[], byte[]> consumer = consumer();
    try {
      consumer.assign(List.of(ALERTS));
      OffsetAndMetadata committed = consumer.committed(Set.of(ALERTS)).get(ALERTS);
      if (committed == null) {
        consumer.seekToEnd(List.of(ALERTS));
        commit(consumer, consumer.position(ALERTS));
      } else {
        consumer.seek(ALERTS, committed.offset());
      }
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
    thread = new Thread(() -> tell(consumer), name());
    thread.setDaemon(true);
    thread.start();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        kafka.consumer(
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                "faultline-alerts-" + webhook.name(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest")),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  @Override
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** What is waited for, in words for people; empty if all is told. */
  public Optional<String> problem() {
    return Optional.ofNullable(waitsFor);
  }

  private void tell(KafkaConsumer<byte[], byte[]> consumer) {
    WireDecoder<AlertRow> decoder = new RegistrySerdes(kafka.registry()).decoder(Topic.ALERTS);
    try (consumer) {
      tellAll(consumer, decoder);
    } catch (Exception | Error e) {
      if (closing.getCount() > 0) {
        failure.complete(e);
      }
    }
  }

  private void tellAll(KafkaConsumer<byte[], byte[]> consumer, WireDecoder<AlertRow> decoder)
      throws Exception {
    try {
      while (closing.getCount() > 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          retry.call(
              "telling " + webhook.name(),
              () -> {
                tell(record, decoder);
                return null;
              },
              e -> e instanceof IOException || e instanceof RegistryUnavailableException);
          commit(consumer, record.offset() + 1);
        }
      }
    } catch (InterruptedException | InterruptException e) {
      // closing; the consumer has to leave in peace
      Thread.interrupted();
    }
  }

  private void tell(ConsumerRecord<byte[], byte[]> record, WireDecoder<AlertRow> decoder)
      throws IOException, InterruptedException {
    if (record.value() == null) {
      return;
    }
    try {
      AlertRow row = decoder.decode(record.value());
      if (Message.isTold(row) && row.getSeverity().compareTo(webhook.least()) >= 0) {
        client.send(row);
      }
    } catch (UndecodableException unreadable) {
      LOG.atWarn()
          .addKeyValue("webhook", webhook.name())
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .log(
              "{}: the record at {} of {} is passed over: it {}",
              name(),
              record.offset(),
              record.topic(),
              unreadable.getMessage());
    }
  }

  private static void commit(KafkaConsumer<byte[], byte[]> consumer, long position) {
    consumer.commitSync(Map.of(ALERTS, new OffsetAndMetadata(position)));
  }

  @Override
  public void close() {
    closing.countDown();
    if (thread != null) {
      try {
        // by itself it ends between two polls; only an answer that does not come has to be cut
        thread.join(2 * POLL.toMillis());
        if (thread.isAlive()) {
          thread.interrupt();
        }
        thread.join(TimeUnit.SECONDS.toMillis(ENDS_WITHIN_SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    meters.close();
  }

  /** Tells health and log what is waited for. */
  private final class Waiting implements RetryListener {
    @Override
    public void waiting(String what, int failures, Duration delay, Throwable cause) {
      waitsFor = "%s: %s (%d times)".formatted(what, cause.getMessage(), failures);
      meters.failed();
      LOG.atWarn()
          .addKeyValue("webhook", webhook.name())
          .log("{}; again in {} s", waitsFor, delay.toSeconds());
    }

    @Override
    public void recovered(String what) {
      waitsFor = null;
      meters.recovered();
      LOG.atInfo().addKeyValue("webhook", webhook.name()).log("{}: it is told", what);
    }
  }
}
