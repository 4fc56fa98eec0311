package dev.faultline.ingest.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.SourceFormats;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only a document that proves what it is closes what it does not list. */
class ClosingProofTest {

  private static final String PAGE =
      """
      {"page":{"name":"Cloudflare"},
      "incidents":[{"id":"i","name":"N","status":"investigating","impact":"major","created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:05:00Z"}],
      "scheduled_maintenances":[{"id":"m","name":"M","status":"in_progress","impact":"none","created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:05:00Z"}]}""";

  private static List<IncidentRevision> polls(String format, String first, String second)
      throws Exception {
    try (RunningPoller running = new RunningPoller()) {
      FeedServer server = running.server();
      Poller poller =
          running.of(
              "feeds: [{name: f, url: '%s', format: %s, interval: 5s, timeout: 20s}]"
                  .formatted(server.url("/summary.json"), format));
      server.on("/summary.json", FeedServer.body(first.getBytes(UTF_8)));
      poller.once();
      int before = running.publications().revisions().size();
      assertThat(before).isPositive();
      server.on("/summary.json", FeedServer.body(second.getBytes(UTF_8)));
      poller.once();
      return running
          .publications()
          .revisions()
          .subList(before, running.publications().revisions().size());
    }
  }

  private static String firstLine(String format) {
    return SourceFormats.named(format).orElseThrow().example().lines().findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "slack-status-json | []",
        "instatus-json | []",
        "azure-emerging-json | []",
        "azure-emerging-json | {\"value\":[]}",
      })
  void aDocumentThatProvesNothingClosesNothing(String format, String second) throws Exception {
    assertThat(polls(format, firstLine(format), second)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | ``",
        "{\"page\":{\"name\":\"Cloudflare\"},\"scheduled_maintenances\":[]} | MAINTENANCE",
        "{\"page\":{\"name\":\"Cloudflare\"},\"incidents\":[]} | OUTAGE",
      })
  void aPageClosesTheKindsThatItLists(String second, String closed) throws Exception {
    assertThat(polls("statuspage-json", PAGE, second))
        .allMatch(revision -> revision.getStatus() == IncidentStatus.VANISHED)
        .extracting(IncidentRevision::getKind)
        .map(IncidentKind::name)
        .containsExactly(closed.isEmpty() ? new String[0] : new String[] {closed});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "slack-status-json | {\"status\":\"ok\",\"active_incidents\":[]}",
        "azure-emerging-json | {\"name\":\"default\",\"properties\":{\"statusActiveEvents\":[]}}",
        "aws-health-json | []",
      })
  void allClearClosesWhatWasOpen(String format, String second) throws Exception {
    String first =
        format.startsWith("aws")
            ? SourceFormats.named(format).orElseThrow().example()
            : firstLine(format);
    assertThat(polls(format, first, second))
        .extracting(IncidentRevision::getStatus)
        .containsExactly(IncidentStatus.VANISHED);
  }

  @Test
  void theHistoryOfGoogleStillRetracts() throws Exception {
    String first = SourceFormats.named("gcp-incidents-json").orElseThrow().example();
    String older =
        first
            .replace("ow5i3PPK96RduMcb1SsW", "older")
            .replace("2025-06-12T17:51", "2025-06-11T17:51");
    String both = first.substring(0, first.lastIndexOf(']')) + "," + older.substring(1);

    assertThat(polls("gcp-incidents-json", both, older))
        .extracting(IncidentRevision::getStatus)
        .containsExactly(IncidentStatus.RETRACTED);
  }
}
