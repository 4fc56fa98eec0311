package dev.faultline.notify;

import dev.faultline.schemas.AlertSeverity;
import java.net.URI;
import java.util.Optional;

/**
 * Somebody who is told of alerts.
 *
 * @param name what messages and the consumer group call it
 * @param url where to POST to; may hold a secret
 * @param token sent as a bearer token
 * @param least alerts of a lesser severity are not told
 */
public record Webhook(
    String name, Format format, URI url, Optional<String> token, AlertSeverity least) {

  /** What is sent. */
  public enum Format {
    /** Alertmanager's API, version 2: {@code POST /api/v2/alerts}. */
    ALERTMANAGER,
    /** A message that Slack, Mattermost and others take: an object with {@code text}. */
    SLACK
  }

  /** Without the address and the token, which may be secrets. */
  @Override
  public String toString() {
    return "webhook " + name;
  }
}
