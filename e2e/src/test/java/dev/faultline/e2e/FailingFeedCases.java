package dev.faultline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who looks is told of a feed that has failed ten times on end, and of no other. */
interface FailingFeedCases {

  String WARNING =
      "WARNING: the last ten polls of feed watched failed: the answer has status 503 (http_status)";

  RunningPipeline pipeline();

  @Test
  default void tenFailuresOnEndAreToldByTopAndDoctor() throws Exception {
    for (int minute = 0; minute < 9; minute++) {
      polled(minute, "failed");
    }
    assertThat(top()).doesNotContain("WARNING");
    assertThat(doctor().get("failing_feeds")).isEmpty();

    polled(9, "failed");
    assertThat(top().lines()).contains(WARNING);
    assertThat(top("--json")).doesNotContain("WARNING");
    assertThat(top("--at=2025-10-20T00:00:00Z"))
        .as("it says nothing of the past")
        .doesNotContain("WARNING");
    JsonNode feed = doctor().get("failing_feeds").get(0);
    assertThat(feed.get("feed").asText()).isEqualTo("watched");
    assertThat(feed.get("reason").asText()).isEqualTo("http_status");
    assertThat(pipeline().execute("doctor").said().lines()).contains(WARNING);

    polled(10, "read");
    assertThat(top()).doesNotContain("WARNING");
    assertThat(doctor().get("failing_feeds")).isEmpty();
  }

  @Test
  default void doctorTellsAProgramWhatItTellsPeople() throws Exception {
    JsonNode report = doctor();

    assertThat(report.get("in_order").asBoolean()).isTrue();
    for (JsonNode check : report.get("checks")) {
      assertThat(check.get("in_order").isBoolean()).isTrue();
      assertThat(check.get("check").asText()).isNotBlank();
      assertThat(check.get("detail").isTextual()).isTrue();
    }
    assertThat(report.get("checks").size()).isGreaterThan(3);
    for (String list :
        new String[] {"publishers", "failing_feeds", "spellings", "spellings_of_incidents"}) {
      assertThat(report.get(list).isArray()).as(list).isTrue();
    }
  }

  private JsonNode doctor(String... options) throws Exception {
    String[] all = new String[options.length + 1];
    all[0] = "--json";
    System.arraycopy(options, 0, all, 1, options.length);
    RunningPipeline.Answer answer = pipeline().execute("doctor", all);
    assertThat(answer.exitCode()).as(answer.said()).isZero();
    // one object and nothing else
    return new ObjectMapper().readerFor(JsonNode.class).readValue(answer.said());
  }

  private String top(String... options) {
    String[] all = new String[options.length + 1];
    all[0] = "--once";
    System.arraycopy(options, 0, all, 1, options.length);
    RunningPipeline.Answer answer = pipeline().execute("top", all);
    assertThat(answer.exitCode()).as(answer.said()).isZero();
    return answer.said();
  }

  /** As it lands of a poll. */
  private void polled(int minute, String outcome) throws Exception {
    boolean failed = outcome.equals("failed");
    Query.run(
        pipeline().clickHouse(),
        """
        INSERT INTO feed_polls (feed, source, format, polled_at, outcome, reason, detail,
          http_status, duration_ms, bytes, accepted, rejected, published, vanished,
          _topic, _partition, _offset, _epoch)
        VALUES ('watched', 'watched', 'statuspage-json', '%s', '%s', %s, %s,
          %d, 5, 0, 0, 0, 0, 0, 'a test', 0, %d, 0)
        """
            .formatted(
                Instant.parse("2026-01-01T00:00:00Z")
                    .plusSeconds(60L * minute)
                    .toString()
                    .replaceAll("[TZ]", " ")
                    .strip(),
                outcome,
                failed ? "'http_status'" : "NULL",
                failed ? "'the answer has status 503'" : "NULL",
                failed ? 503 : 200,
                minute));
  }
}
