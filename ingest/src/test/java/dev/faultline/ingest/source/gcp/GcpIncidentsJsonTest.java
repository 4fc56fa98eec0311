package dev.faultline.ingest.source.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.incident.RevisionLedger;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import dev.faultline.testkit.RecordedData;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GcpIncidentsJsonTest {

  private static final String OPEN =
      """
      {"id":"abc","number":"123","begin":"2025-06-12T19:00:00+00:00",
       "modified":"2025-06-12T19:01:51+00:00","external_desc":"Many products\\n fail",
       "severity":"high","status_impact":"SERVICE_OUTAGE","uri":"incidents/abc",
       "service_name":"Multiple Products","new_field":[1],
       "most_recent_update":{"status":"SERVICE_OUTAGE","affected_locations":[{"title":"Taiwan","id":"asia-east1"}]},
       "affected_products":[{"title":"Cloud DNS","id":"1"},{"title":"Pub/Sub","id":"2"}],
       "currently_affected_locations":[{"title":"Iowa","id":"us-central1"},{"title":"Global","id":"global"}],
       "previously_affected_locations":[{"title":"Oregon","id":"us-west1"}]}"""
          .replace("\n", "");

  private final GcpIncidentsJson format = new GcpIncidentsJson();

  private IncidentRevision one(String json) {
    ReadRecords read = ReadRecords.of(format, json, ReadRecords.OPTIONS);
    assertThat(read.refusals()).isEmpty();
    assertThat(read.sightings()).hasSize(1);
    return read.sightings().get(0);
  }

  @Test
  void readsAnOpenIncident() {
    IncidentRevision incident = one("[" + OPEN + "]");

    assertThat(incident.getSource()).isEqualTo("gcp-status");
    assertThat(incident.getIncidentId()).isEqualTo("abc");
    assertThat(incident.getKind()).isEqualTo(IncidentKind.OUTAGE);
    assertThat(incident.getProvider()).isEqualTo("gcp");
    assertThat(incident.getStatus()).isEqualTo(IncidentStatus.INVESTIGATING);
    assertThat(incident.getSeverity()).isEqualTo(Severity.CRITICAL);
    assertThat(incident.getKnownAt()).isEqualTo("2025-06-12T19:01:51Z");
    assertThat(incident.getBeginsAt()).isEqualTo("2025-06-12T19:00:00Z");
    assertThat(incident.getEndsAt()).isNull();
    assertThat(incident.getTitle()).isEqualTo("Many products fail");
    assertThat(incident.getUrl()).isEqualTo("https://status.cloud.google.com/incidents/abc");
    assertThat(incident.getServices()).containsExactly("Cloud DNS", "Pub/Sub");
    assertThat(incident.getScopes())
        .containsExactly(new Scope("gcp", "us-central1", null), new Scope("gcp", "global", null));
  }

  @Test
  void anEndedIncidentKeepsEveryPlaceThatItHurt() {
    IncidentRevision incident =
        one(OPEN.replace("\"number\"", "\"end\":\"2025-06-13T01:18:00Z\",\"number\""));

    assertThat(incident.getStatus()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(incident.getEndsAt()).isEqualTo("2025-06-13T01:18:00Z");
    assertThat(incident.getScopes())
        .extracting(Scope::getRegion)
        .containsExactly("us-central1", "global", "asia-east1", "us-west1");
  }

  @Test
  void serviceThatIsBackWithoutAnEndIsBeingWatched() {
    IncidentRevision incident =
        one(OPEN.replace("\"status\":\"SERVICE_OUTAGE\"", "\"status\":\"AVAILABLE\""));

    assertThat(incident.getStatus()).isEqualTo(IncidentStatus.MONITORING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"an existing", "another"})
  void anIncidentThatWasMergedIntoAnotherIsRetracted(String other) {
    String sentence =
        "This incident is being merged with "
            + other
            + " incident. All future updates will be provided there:"
            + " https://status.cloud.google.com/incidents/4Qvmd4q81VnA9RirCMqV";
    IncidentRevision incident =
        one(
            OPEN.replace("\"number\"", "\"end\":\"2025-06-13T01:18:00Z\",\"number\"")
                .replace(
                    "\"status\":\"SERVICE_OUTAGE\"",
                    "\"status\":\"AVAILABLE\",\"text\":\"" + sentence + "\""));

    assertThat(incident.getStatus()).isEqualTo(IncidentStatus.RETRACTED);
    assertThat(incident.getParentId()).isEqualTo("4Qvmd4q81VnA9RirCMqV");
  }

  @Test
  void rowsBefore2021HaveANumberForAnIdAndNoPlace() {
    IncidentRevision incident =
        one(
            """
            {"begin":"2019-11-11T10:09:50Z","end":"2019-11-11T12:32:29Z","modified":"2019-11-11T12:32:29Z","external_desc":"Firestore","most-recent-update":{"when":"2019-11-11T12:32:29Z"},"number":19007,"service_name":"Google Cloud Datastore","severity":"medium","_last_observed":"2020-11-10T22:46:38+00:00"}""");

    assertThat(incident.getIncidentId()).isEqualTo("19007");
    assertThat(incident.getSeverity()).isEqualTo(Severity.MAJOR);
    assertThat(incident.getServices()).containsExactly("Google Cloud Datastore");
    assertThat(incident.getScopes()).containsExactly(new Scope("gcp", null, null));
    assertThat(incident.getKnownAt()).isEqualTo("2020-11-10T22:46:38Z");
  }

  @Test
  void theRecordingSaysWhenItWasKnown() {
    String line = "{\"observed_at\":\"2025-06-12T19:08:14+00:00\",\"incident\":" + OPEN + "}";

    assertThat(one(line).getKnownAt()).isEqualTo("2025-06-12T19:08:14Z");
    ReadRecords snapshot =
        ReadRecords.of(
            format,
            OPEN,
            ReadRecords.OPTIONS.withObservedAt(Instant.parse("2025-06-12T20:00:00Z")));
    assertThat(snapshot.sightings().get(0).getKnownAt()).isEqualTo("2025-06-12T20:00:00Z");
  }

  @Test
  void onlyAChangeOfContentChangesTheHash() {
    String hash = one(OPEN).getContentHash();

    assertThat(hash).matches("[0-9a-f]{32}");
    assertThat(one("{\"observed_at\":\"2025-06-12T19:08:14Z\",\"incident\":" + OPEN + "}"))
        .extracting(IncidentRevision::getContentHash)
        .isEqualTo(hash);
    String reordered =
        OPEN.replace("\"number\":\"123\",", "")
            .replaceFirst("\\{", "{\"_seen\": 7, \"number\":\"123\",");
    assertThat(one(reordered).getContentHash()).isEqualTo(hash);
    assertThat(one(OPEN.replace("Taiwan", "taiwan")).getContentHash()).isNotEqualTo(hash);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "id":"abc","number":"123",      | ""              | id
          "begin":"2025-06-12T19:00:00+00:00" | "begin":"noon" | begin
          "begin":"2025-06-12T19:00:00+00:00" | "begin":null   | begin
          "severity":"high"               | "severity":"awful" | severity
          "status_impact":"SERVICE_OUTAGE" | "status_impact":"X" | status_impact
          "status":"SERVICE_OUTAGE"       | "status":"MAYBE"  | most_recent_update.status
          {"title":"Cloud DNS","id":"1"}  | 7                 | affected_products
          {"title":"Iowa","id":"us-central1"} | {"title":"Iowa"} | currently_affected_locations.id
          """)
  void refusesOneIncidentAndNamesTheField(String good, String bad, String field) {
    String broken = OPEN.replace(good, bad.equals("\"\"") ? "" : bad);
    ReadRecords read = ReadRecords.of(format, "[" + broken + "," + OPEN + "]", ReadRecords.OPTIONS);

    assertThat(broken).isNotEqualTo(OPEN);
    assertThat(read.sightings()).hasSize(1);
    assertThat(read.refusals()).extracting(Refusal::field).containsExactly(Optional.of(field));
  }

  @Test
  void readsTheTwentyThreeRecordedRevisionsOfJune2025() {
    Path file = RecordedData.file("incidents/gcp-status/gcp_2025-06-12_revisions.ndjson");
    List<IncidentRevision> sightings =
        ReadRecords.of(format, file, ReadRecords.OPTIONS).sightings();
    RevisionLedger ledger = new RevisionLedger();
    List<IncidentRevision> revisions = number(sightings, ledger);

    assertThat(revisions).hasSize(23);
    assertThat(revisions.get(22).getRevision()).isEqualTo(23);
    assertThat(revisions)
        .extracting(r -> r.getBeginsAt().toString())
        .startsWith("2025-06-12T19:00:00Z", "2025-06-12T17:51:00Z");
    assertThat(revisions.stream().map(IncidentRevision::getBeginsAt).distinct()).hasSize(2);
    assertThat(changes(revisions)).containsExactly(14, 17, 24, 34, 42, 48, 52, 53, 52, 55);
    assertThat(revisions.get(22).getEndsAt()).isEqualTo("2025-06-13T01:18:00Z");
    assertThat(revisions.get(22).getScopes()).hasSize(61);
    assertThat(number(sightings, ledger)).isEmpty();
  }

  @Test
  void readsTheWholeRecordedHistory() {
    ReadRecords read =
        ReadRecords.of(
            format,
            RecordedData.file("incidents/gcp-status/gcp_incidents_union.ndjson.gz"),
            ReadRecords.OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.sightings()).hasSize(1002);
    assertThat(read.sightings())
        .extracting(IncidentRevision::getIncidentId)
        .doesNotHaveDuplicates();
    assertThat(read.sightings().stream().filter(i -> i.getIncidentId().length() <= 5)).hasSize(33);
    assertThat(read.sightings().stream().filter(i -> i.getEndsAt() == null)).hasSize(2);
    assertThat(read.sightings().stream().filter(i -> i.getParentId() != null))
        .hasSize(20)
        .allSatisfy(i -> assertThat(i.getStatus()).isEqualTo(IncidentStatus.RETRACTED));
    assertThat(
            read.sightings().stream()
                .filter(
                    i -> i.getScopes().stream().map(Scope::getRegion).anyMatch(Objects::isNull)))
        .hasSize(350);
  }

  @ParameterizedTest
  @CsvSource({
    "2020-11-07T0144_5d10d42, 155",
    "2022-07-19T2030_dfe208a, 1",
    "2025-06-12T1908_1300439, 1",
    "2025-06-12T2110_b4eb285, 1",
    "2025-06-14T0052_41fae34, 1",
    "2026-08-20T1942_4cfa6b0, 5",
  })
  void readsEveryRecordedSnapshot(String name, int atLeast) {
    ReadRecords read =
        ReadRecords.of(
            format,
            RecordedData.file("incidents/gcp-status/raw/" + name + ".json.gz"),
            ReadRecords.OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.sightings()).hasSizeGreaterThanOrEqualTo(atLeast);
  }

  private static List<IncidentRevision> number(
      List<IncidentRevision> sightings, RevisionLedger ledger) {
    return sightings.stream()
        .map(ledger::number)
        .flatMap(Optional::stream)
        .peek(ledger::enter)
        .toList();
  }

  /** How many services were named, without repetitions. */
  private static List<Integer> changes(List<IncidentRevision> revisions) {
    List<Integer> counts = revisions.stream().map(r -> r.getServices().size()).toList();
    return java.util.stream.IntStream.range(0, counts.size())
        .filter(i -> i == 0 || !counts.get(i).equals(counts.get(i - 1)))
        .mapToObj(counts::get)
        .toList();
  }
}
