package dev.faultline.cli.service;

import dev.faultline.ingest.gateway.Gateway;
import dev.faultline.ingest.gateway.GatewaySettings;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.ingest.publish.kafka.KafkaPublishedRevisions;
import dev.faultline.ingest.publish.kafka.KafkaPublishers;
import dev.faultline.ingest.publish.kafka.KafkaRecordPublisher;
import dev.faultline.service.lifecycle.Service;
import dev.faultline.streams.network.Networks;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A gateway with the Kafka clients that it publishes through. */
public final class GatewayService implements Service {

  private final GatewaySettings settings;
  private final KafkaConnection connection;
  private final Networks networks;
  private final MeterRegistry metrics;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private KafkaRecordPublisher publisher;
  private KafkaPublishedRevisions revisions;
  private Gateway gateway;
  private volatile int port;

  /**
   * @param networks tell when slots close
   * @param metrics where the process counts
   */
  public GatewayService(
      GatewaySettings settings,
      KafkaConnection connection,
      Networks networks,
      MeterRegistry metrics) {
    this.metrics = metrics;
    this.settings = settings;
    this.connection = connection;
    this.networks = networks;
  }

  @Override
  public String name() {
    return "gateway";
  }

  /**
   * Connects and begins to listen.
   *
   * @throws IOException if the port cannot be had
   */
  @Override
  public void start() throws IOException {
    try (KafkaPublishers publishers = KafkaPublishers.open(connection)) {
      publisher = KafkaRecordPublisher.open(connection);
      revisions = KafkaPublishedRevisions.open(connection);
      gateway =
          new Gateway(
              settings,
              publisher,
              revisions,
              publishers,
              Cadences.of(networks),
              publisher::reachable,
              metrics,
              Clock.systemUTC());
      port = gateway.start();
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  @Override
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** Why it cannot take anything now; empty if it can. */
  public Optional<String> problem() {
    return publisher.reachable() ? Optional.empty() : Optional.of("Kafka does not answer");
  }

  @Override
  public void close() {
    if (gateway != null) {
      gateway.close();
      gateway = null;
    }
    if (revisions != null) {
      revisions.close();
      revisions = null;
    }
    if (publisher != null) {
      publisher.close();
    }
  }
}
