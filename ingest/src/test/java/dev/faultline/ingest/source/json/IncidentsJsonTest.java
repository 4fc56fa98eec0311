package dev.faultline.ingest.source.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentsJsonTest {

  private static final String GOOD =
      """
      {"source":"manual","incident_id":"h-1","known_at":"2025-10-20T07:00:00Z","kind":"outage","provider":"hetzner","status":"identified","severity":"major","begins_at":"2025-10-20T06:50:00Z","ends_at":null,"title":"Power loss","url":"https://status.example","scopes":[{"region":"fsn1","zone":"fsn1-dc14"},{"provider":"aws","region":"eu-central-1"}],"services":["cloud"]}""";

  private final IncidentsJson format = new IncidentsJson();

  private IncidentRevision one(String json) {
    ReadRecords read = ReadRecords.of(format, json, ReadRecords.OPTIONS);
    assertThat(read.refusals()).isEmpty();
    assertThat(read.sightings()).hasSize(1);
    return read.sightings().get(0);
  }

  @Test
  void readsEveryField() {
    IncidentRevision incident = one(GOOD);

    assertThat(incident.getRevision()).isZero();
    assertThat(incident.getKind()).isEqualTo(IncidentKind.OUTAGE);
    assertThat(incident.getStatus()).isEqualTo(IncidentStatus.IDENTIFIED);
    assertThat(incident.getSeverity()).isEqualTo(Severity.MAJOR);
    assertThat(incident.getKnownAt()).isEqualTo("2025-10-20T07:00:00Z");
    assertThat(incident.getScopes())
        .containsExactly(
            new Scope("hetzner", "fsn1", "fsn1-dc14"), new Scope("aws", "eu-central-1", null));
    assertThat(incident.getServices()).containsExactly("cloud");
  }

  @Test
  void whenItWasKnownIsNotContent() {
    IncidentRevision earlier = one(GOOD);
    IncidentRevision later = one(GOOD.replace("\"known_at\":\"2025-10-20T07:00:00Z\",", ""));

    assertThat(later.getKnownAt()).isEqualTo(ReadRecords.NOW);
    assertThat(later.getContentHash()).isEqualTo(earlier.getContentHash());
    assertThat(one(GOOD.replace("Power", "power")).getContentHash())
        .isNotEqualTo(earlier.getContentHash());
  }

  @Test
  void anIncidentWithoutAPlaceHasOneScopeOfUnknownRegion() {
    assertThat(one(GOOD.replaceAll("\"scopes\":\\[.*?],", "")).getScopes())
        .containsExactly(new Scope("hetzner", null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "source":"manual"    | "source":"a/b"           | source
          "incident_id":"h-1"  | "incident_id":""         | incident_id
          "kind":"outage"      | "kind":"rumour"          | kind
          "status":"identified" | "status":"fixed"        | status
          "severity":"major"   | "severity":null          | severity
          "begins_at":"2025-10-20T06:50:00Z" | "begins_at":"1999-01-01T00:00:00Z" | begins_at
          "ends_at":null       | "ends_at":"2025-10-20T06:00:00Z" | ends_at
          "known_at":"2025-10-20T07:00:00Z" | "known_at":"2027-01-01T00:00:00Z" | known_at
          "title":"Power loss" | "headline":"Power loss"  | headline
          "zone":"fsn1-dc14"   | "rack":"12"              | scopes.rack
          "services":["cloud"] | "services":"cloud"       | services
          "services":["cloud"] | "services":[7]           | services
          """)
  void refusesOneIncidentAndNamesTheField(String good, String bad, String field) {
    String broken = GOOD.replace(good, bad);
    ReadRecords read = ReadRecords.of(format, broken + "\n" + GOOD, ReadRecords.OPTIONS);

    assertThat(broken).isNotEqualTo(GOOD);
    assertThat(read.sightings()).hasSize(1);
    assertThat(read.refusals()).extracting(Refusal::field).containsExactly(Optional.of(field));
  }

  @Test
  void maintenanceMayBePlannedForTheFuture() {
    IncidentRevision planned =
        one(
            GOOD.replace("\"kind\":\"outage\"", "\"kind\":\"maintenance\"")
                .replace("2025-10-20T06:50:00Z", "2027-01-01T00:00:00Z"));

    assertThat(planned.getKind()).isEqualTo(IncidentKind.MAINTENANCE);
    assertThat(planned.getBeginsAt()).isEqualTo("2027-01-01T00:00:00Z");
  }
}
