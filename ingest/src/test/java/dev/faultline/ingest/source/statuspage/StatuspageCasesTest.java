package dev.faultline.ingest.source.statuspage;

import static dev.faultline.ingest.source.ReadRecords.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.faultline.ingest.source.Cases;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import org.junit.jupiter.api.Test;

class StatuspageCasesTest {

  private static ReadRecords read(byte[] document) {
    ReadRecords read = ReadRecords.of(new StatuspageJson(), document, OPTIONS);
    assertThat(read.refusals()).isEmpty();
    return read;
  }

  @Test
  void aRegionIsWhatTheProviderListsAndWhatWorksIsNoScope() {
    for (byte[] document : Cases.of("statuspage-components.json")) {
      IncidentRevision incident = read(document).sightings().get(0);

      assertThat(incident.getScopes()).containsExactly(new Scope("digitalocean", "nyc3", null));
      assertThat(incident.getServices()).containsExactly("Single Sign-On (SSO)");
    }
  }

  @Test
  void bracesAtTheBeginOfALine() {
    for (byte[] document : Cases.of("statuspage-braces-at-line-begin.json")) {
      assertThat(read(document).sightings())
          .flatExtracting(IncidentRevision::getScopes)
          .containsExactly(new Scope("digitalocean", "nyc3", null));
    }
  }

  @Test
  void incidentsHaveTheProvidersOfNodes() {
    for (byte[] documents : Cases.of("statuspage-owners.ndjson")) {
      assertThat(read(documents).sightings())
          .extracting(IncidentRevision::getProvider, IncidentRevision::getKind)
          .containsExactly(
              tuple("akamai", IncidentKind.OUTAGE), tuple("oracle", IncidentKind.OUTAGE));
      assertThat(read(documents).sightings())
          .flatExtracting(IncidentRevision::getScopes)
          .extracting(Scope::getProvider)
          .containsExactly("akamai", "oracle");
    }
  }

  @Test
  void theWidgetOfIncidentIo() {
    for (byte[] document : Cases.of("incident-io-widget.json")) {
      assertThat(read(document).sightings())
          .extracting(IncidentRevision::getSeverity, incident -> incident.getServices().size())
          .containsExactly(tuple(Severity.MAJOR, 1));
    }
  }

  @Test
  void aScopeThatIsOverIsNoneWhileTheIncidentIsNot() {
    String incident =
        """
        {"page":{"name":"DigitalOcean"},"incidents":[{"id":"a","name":"N","status":"%s","impact":"major",
        "created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:10:00Z","incident_updates":[
        {"affected_components":[{"code":"1","name":"NYC3","new_status":"operational"},{"code":"2","name":"AMS3","new_status":"major_outage"}]},
        {"affected_components":[{"code":"1","name":"NYC3","new_status":"major_outage"}]}]}]}""";

    assertThat(
            read(incident.formatted("identified").getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .sightings())
        .flatExtracting(IncidentRevision::getScopes)
        .extracting(Scope::getRegion)
        .containsExactly("ams3");
    assertThat(
            read(incident.formatted("resolved").getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .sightings())
        .flatExtracting(IncidentRevision::getScopes)
        .extracting(Scope::getRegion)
        .containsExactly("nyc3", "ams3");
  }

  @Test
  void aMaintenanceOfTheWidgetEndsWhenItIsPlannedTo() {
    String widget =
        """
        {"page_title":"OpenAI","ongoing_incidents":[],"in_progress_maintenances":[{"id":"m","name":"DB","status":"maintenance_in_progress","last_update_at":"2026-01-01T00:00:00Z","started_at":"2026-01-01T00:00:00Z","scheduled_end_at":"2026-01-01T01:00:00Z","affected_components":[]}]}""";

    assertThat(read(widget.getBytes(java.nio.charset.StandardCharsets.UTF_8)).sightings())
        .extracting(IncidentRevision::getKind, IncidentRevision::getEndsAt)
        .containsExactly(
            tuple(IncidentKind.MAINTENANCE, java.time.Instant.parse("2026-01-01T01:00:00Z")));
  }

  @Test
  void aDocumentWithoutTheListsIsRefused() {
    String nothing = "{\"page_title\":\"X\",\"page\":{\"name\":\"Cloudflare\"},\"events\":[]}";

    assertThat(ReadRecords.of(new StatuspageJson(), nothing, OPTIONS).refusals()).hasSize(1);
  }
}
