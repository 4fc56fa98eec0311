package dev.faultline.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.faultline.schemas.AlertRow;
import dev.faultline.schemas.AlertState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/** What is sent of an alert. */
final class Message {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Alertmanager ends an alert without an end by itself, and it is not ours to say when. */
  private static final Instant OPEN = Instant.parse("9999-12-31T23:59:59Z");

  private static final int KEY_BYTES = 16;

  private Message() {}

  /** Whether it is told at all: what has fired, and its end. */
  static boolean isTold(AlertRow row) {
    return row.getState() == AlertState.FIRING
        || (row.getState() == AlertState.RESOLVED && row.getFiredAt() != null);
  }

  /** The same for every attempt to tell the same change of the same alert, also after a restart. */
  static String idempotencyKey(AlertRow row) {
    String identity =
        String.join(
            "\n",
            row.getRule(),
            row.getSubject(),
            row.getActiveAt().toString(),
            row.getState().name());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, KEY_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String body(AlertRow row, Webhook.Format format) {
    try {
      return JSON.writeValueAsString(
          format == Webhook.Format.SLACK
              ? slack(row)
              : JSON.createArrayNode().add(alertmanager(row)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode alertmanager(AlertRow row) {
    ObjectNode alert = JSON.createObjectNode();
    ObjectNode labels = alert.putObject("labels");
    labels.put("alertname", row.getRule());
    labels.put("severity", row.getSeverity().name().toLowerCase(Locale.ROOT));
    labels.put("subject", row.getSubject());
    ObjectNode annotations = alert.putObject("annotations");
    annotations.put("summary", row.getText());
    annotations.put("condition", row.getMeasure() + " " + row.getCondition());
    if (row.getValue() != null) {
      annotations.put("value", row.getValue().toString());
    }
    alert.put("startsAt", row.getActiveAt().toString());
    alert.put("endsAt", (row.getResolvedAt() == null ? OPEN : row.getResolvedAt()).toString());
    return alert;
  }

  private static ObjectNode slack(AlertRow row) {
    String state = row.getState() == AlertState.FIRING ? "FIRING" : "resolved";
    return JSON.createObjectNode()
        .put(
            "text",
            "%s (%s, %s): %s. Since %s UTC%s."
                .formatted(
                    state,
                    row.getRule(),
                    row.getSeverity().name().toLowerCase(Locale.ROOT),
                    row.getText(),
                    time(row.getActiveAt()),
                    row.getResolvedAt() == null ? "" : ", until " + time(row.getResolvedAt())));
  }

  private static String time(Instant at) {
    return at.toString().substring(0, "2025-10-20T07:00".length()).replace('T', ' ');
  }
}
