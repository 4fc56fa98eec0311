package dev.faultline.cli;

import dev.faultline.ingest.gateway.Gateway;
import dev.faultline.ingest.gateway.GatewaySettings;
import dev.faultline.ingest.publish.KafkaConnection;
import dev.faultline.ingest.publish.KafkaPublishedRevisions;
import dev.faultline.ingest.publish.KafkaRecordPublisher;
import dev.faultline.streams.network.Networks;
import java.io.IOException;
import java.time.Clock;

/** A gateway with the Kafka clients that it publishes through. */
final class GatewayService implements AutoCloseable {

  private final KafkaRecordPublisher publisher;
  private final KafkaPublishedRevisions revisions;
  private final Gateway gateway;
  private final int port;

  private GatewayService(
      KafkaRecordPublisher publisher,
      KafkaPublishedRevisions revisions,
      Gateway gateway,
      int port) {
    this.publisher = publisher;
    this.revisions = revisions;
    this.gateway = gateway;
    this.port = port;
  }

  /**
   * Connects and begins to listen.
   *
   * @param networks tell when slots close
   * @throws IOException if the port cannot be had
   */
  static GatewayService start(
      GatewaySettings settings, KafkaConnection connection, Networks networks) throws IOException {
    KafkaRecordPublisher publisher = KafkaRecordPublisher.open(connection);
    KafkaPublishedRevisions revisions = KafkaPublishedRevisions.open(connection);
    try {
      Gateway gateway =
          new Gateway(
              settings,
              publisher,
              revisions,
              Cadences.of(networks),
              publisher::reachable,
              Clock.systemUTC());
      return new GatewayService(publisher, revisions, gateway, gateway.start());
    } catch (IOException | RuntimeException e) {
      revisions.close();
      publisher.close();
      throw e;
    }
  }

  int port() {
    return port;
  }

  boolean isReady() {
    return publisher.reachable();
  }

  @Override
  public void close() {
    gateway.close();
    revisions.close();
    publisher.close();
  }
}
