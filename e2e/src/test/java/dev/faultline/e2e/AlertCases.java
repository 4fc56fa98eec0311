package dev.faultline.e2e;

import static dev.faultline.e2e.RunningPipeline.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.notify.Webhook;
import dev.faultline.notify.WebhookNotifier;
import dev.faultline.schemas.AlertSeverity;
import dev.faultline.service.kafka.KafkaConfiguration;
import dev.faultline.service.retry.Backoff;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alerts from observations to a webhook: of 20 nodes eight are at a provider that has an outage
 * from 10:04 to 10:08. The receiver refuses, hangs and is gone at first.
 */
interface AlertCases {

  String OUTAGE =
      """
      {"source":"alerted","incident_id":"down","known_at":"2025-06-01T10:04:00Z","provider":"scaleway","status":"investigating","severity":"minor","begins_at":"2025-06-01T10:03:00Z","title":"Down","scopes":[{"region":"fr-par"}]}
      {"source":"alerted","incident_id":"down","known_at":"2025-06-01T10:08:00Z","provider":"scaleway","status":"resolved","severity":"minor","begins_at":"2025-06-01T10:03:00Z","ends_at":"2025-06-01T10:07:00Z","title":"Was down","scopes":[{"region":"fr-par"}]}
      """;

  /** One that all cases share; starting it takes longer than they do. */
  RunningPipeline pipeline();

  @Test
  default void anOutageIsToldWhenItFiresAndWhenItIsResolvedWhateverTheReceiverDoes(
      @TempDir Path folder) throws Exception {
    MeterRegistry metrics = new SimpleMeterRegistry();
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      try (WebhookNotifier first = notifier(receiver, metrics)) {
        first.start();
        importOutage(folder);
        receiver.refuse();
        await().atMost(LONG).until(() -> receiver.refused() >= 2);
        assertThat(first.problem())
            .hasValueSatisfying(said -> assertThat(said).contains("answered with status 503"));
        assertThat(metrics.get("faultline.webhook.waiting").gauge().value()).isPositive();
      }
      assertThat(metrics.find("faultline.webhook.waiting").gauge()).as("it is gone").isNull();
      // the end may have cut one whose answer was on its way
      assertThat(attempts(metrics, "refused"))
          .isBetween(receiver.refused() - 1.0, (double) receiver.refused());
      assertThat(receiver.taken()).isEmpty();
      try (WebhookNotifier second = notifier(receiver, metrics)) {
        receiver.hangOnceThenTake();
        second.start();
        await().atMost(LONG).until(() -> receiver.taken("alerted/consensus").size() >= 3);
      }
      assertThat(attempts(metrics, "delivered")).isEqualTo(receiver.taken().size());
      assertThat(attempts(metrics, "unanswered")).isPositive();
      assertThat(metrics.get("faultline.webhook.retries").counter().count()).isGreaterThan(1);
      assertThat(receiver.taken("alerted/consensus"))
          .extracting(WebhookReceiver.Taken::rule, WebhookReceiver.Taken::endsAt)
          .contains(
              org.assertj.core.groups.Tuple.tuple("outage", "9999-12-31T23:59:59Z"),
              org.assertj.core.groups.Tuple.tuple("outage", "2025-06-01T10:08:00Z"));
      assertThat(receiver.taken("alerted/consensus"))
          .extracting(WebhookReceiver.Taken::key)
          .doesNotContainNull()
          .allMatch(key -> key.matches("[0-9a-f]{32}"));
    }
    theyStandInClickHouse();
    historyTellsTheSame();
  }

  private static double attempts(MeterRegistry metrics, String outcome) {
    return metrics
        .get("faultline.webhook.attempts")
        .tags("webhook", "test", "outcome", outcome)
        .counter()
        .count();
  }

  private WebhookNotifier notifier(WebhookReceiver receiver, MeterRegistry metrics) {
    return new WebhookNotifier(
        new Webhook(
            "test",
            Webhook.Format.ALERTMANAGER,
            URI.create(receiver.url()),
            Optional.of("secret"),
            AlertSeverity.INFO),
        KafkaConfiguration.of(pipeline().bootstrapServers(), pipeline().registryUrl()),
        metrics,
        Duration.ofMillis(500),
        new Backoff(Duration.ofMillis(20), Duration.ofMillis(100)));
  }

  private void importOutage(Path folder) throws Exception {
    StringBuilder nodes = new StringBuilder("{\"network\":\"alerted\"}\n");
    for (int minute = 0; minute <= 10; minute++) {
      for (int node = 0; node < 20; node++) {
        nodes.append(
            """
            {"network":"alerted","layer":"consensus","node_id":"n%02d","weight":10,\
            "observed_at":"2025-06-01T10:%02d:00Z","status":"up","provider":"%s","country":"FR"}
            """
                .formatted(node, minute, node < 8 ? "scaleway" : node < 14 ? "ovh" : "hetzner"));
      }
    }
    Path incidents = Files.writeString(folder.resolve("alerted-incidents.ndjson"), OUTAGE);
    Path file = Files.writeString(folder.resolve("alerted.ndjson"), nodes);
    pipeline().run("import", "incidents-json", incidents.toString());
    pipeline().run("import", "observations-json", file.toString());
  }

  private void theyStandInClickHouse() {
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(
                        pipeline()
                            .one(
                                "SELECT arrayStringConcat(groupArray(concat(rule, ' ', state, ' ',"
                                    + " formatDateTime(at, '%H:%i'))), ', ') FROM (SELECT * FROM"
                                    + " alerts FINAL WHERE subject = 'alerted/consensus' ORDER BY"
                                    + " at, rule)"))
                    .isEqualTo("halting firing 10:00, outage firing 10:04, outage resolved 10:08"));
    assertThat(pipeline().execute("alerts", "list", "--json").said())
        .contains("\"halting\"")
        .contains("alerted/consensus: dimensions in which the largest entity alone can halt it: 1");
  }

  /** The rows that have landed, looked at again by the same rules. */
  private void historyTellsTheSame() {
    RunningPipeline.Answer answer =
        pipeline()
            .execute(
                "alerts",
                "test",
                "--from=2025-06-01T09:00:00Z",
                "--to=2025-06-01T11:00:00Z",
                "--json");
    assertThat(answer.exitCode()).as(answer.said()).isZero();
    assertThat(
            List.of(answer.said().split("\\}, \\{")).stream()
                .filter(row -> row.contains("alerted/consensus"))
                .map(row -> row.replaceAll("\\s+", " "))
                .map(
                    row ->
                        row.replaceAll(
                            ".*\"rule\" : \"(.*?)\".*\"at\" : \".*?T(.{5}).*?\".*\"state\" :"
                                + " \"(.*?)\".*",
                            "$1 $3 $2")))
        .containsExactly("halting firing 10:00", "outage firing 10:04", "outage resolved 10:08");
  }
}
