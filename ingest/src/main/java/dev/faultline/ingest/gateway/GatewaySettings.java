package dev.faultline.ingest.gateway;

import java.time.Duration;
import java.util.Optional;

/**
 * How the gateway listens and what it bears.
 *
 * @param name what it is called among the publishers; stays the same over restarts
 * @param host the address to bind; only loopback ones without a token
 * @param port the port; 0 takes a free one
 * @param token what senders must present as {@code Authorization: Bearer …}; empty for none
 * @param bodyTimeout how long a sender may take for one body
 * @param publishTimeout how long the brokers may take to acknowledge one request
 * @param workers how many requests are read and published at the same time
 * @param waiting how many more may wait for a worker, and as many may be sending their bodies
 */
public record GatewaySettings(
    String name,
    String host,
    int port,
    Optional<String> token,
    Duration bodyTimeout,
    Duration publishTimeout,
    int workers,
    int waiting) {

  /** The name of a gateway that is the only one of its installation. */
  public static final String DEFAULT_NAME = "main";

  /** The largest body, packed and unpacked. */
  public static final int MOST_BYTES = 10 << 20;

  /** The most records in a body. */
  public static final int MOST_RECORDS = 50_000;

  /** Bodies that may be held at the same time, in bytes; more senders are told to come back. */
  static final int MOST_BUFFERED_BYTES = 64 << 20;

  /** Loopback, without a token. */
  public static GatewaySettings local(int port) {
    return new GatewaySettings(
        DEFAULT_NAME,
        "127.0.0.1",
        port,
        Optional.empty(),
        Duration.ofSeconds(15),
        Duration.ofSeconds(35),
        4,
        64);
  }

  /** The same by another name. */
  public GatewaySettings withName(String other) {
    return new GatewaySettings(
        other, host, port, token, bodyTimeout, publishTimeout, workers, waiting);
  }

  /** The same on another address. */
  public GatewaySettings withHost(String other) {
    return new GatewaySettings(
        name, other, port, token, bodyTimeout, publishTimeout, workers, waiting);
  }

  /** The same with a token. */
  public GatewaySettings withToken(String secret) {
    return new GatewaySettings(
        name, host, port, Optional.of(secret), bodyTimeout, publishTimeout, workers, waiting);
  }

  /** The same with other time limits. */
  public GatewaySettings withTimeouts(Duration body, Duration publish) {
    return new GatewaySettings(name, host, port, token, body, publish, workers, waiting);
  }

  /** The same with another capacity. */
  public GatewaySettings withCapacity(int busy, int queued) {
    return new GatewaySettings(name, host, port, token, bodyTimeout, publishTimeout, busy, queued);
  }

  /** Does not show the token. */
  @Override
  public String toString() {
    return host + ":" + port + (token.isPresent() ? " with a token" : " without a token");
  }
}
