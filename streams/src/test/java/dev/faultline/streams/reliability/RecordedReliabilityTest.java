package dev.faultline.streams.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.ProviderReliabilityRow;
import dev.faultline.schemas.Severity;
import dev.faultline.streams.incident.Days;
import dev.faultline.streams.incident.IncidentHistory;
import dev.faultline.streams.incident.IncidentKey;
import dev.faultline.streams.incident.Place;
import dev.faultline.streams.incident.Revision;
import dev.faultline.streams.incident.Subject;
import dev.faultline.testkit.RecordedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Six and a half years of Google Cloud's feed, each incident as last seen, known at its begin. */
class RecordedReliabilityTest {

  private static final String RECORDING = "incidents/gcp-status/gcp_incidents_union.ndjson.gz";

  @Test
  void everyDayAgreesWithCountingEachSecond() throws IOException {
    List<Revision> incidents = read();
    IncidentHistory history = new IncidentHistory();
    Days days = new Days();
    Subject gcp = new Subject(IncidentKind.OUTAGE, "gcp");
    List<ProviderReliabilityRow> rows = new ArrayList<>();
    for (Revision incident : incidents) {
      history.append(incident);
      for (Days.Due due : days.advance(gcp, incident.knownAt())) {
        for (long at = due.first(); at <= due.last(); at += Days.DAY) {
          ReliabilityDay.measure(gcp.name(), at, history, rows::add);
        }
      }
    }

    assertThat(incidents).hasSize(1002);
    List<ProviderReliabilityRow> wholes =
        rows.stream().filter(row -> row.getRegion().equals("all")).toList();
    assertThat(wholes).hasSizeGreaterThan(2 * 2_300);
    for (int i = 0; i < wholes.size(); i += 97) {
      ProviderReliabilityRow row = wholes.get(i);
      assertThat(row.getDowntimeMs()).as("%s", row).isEqualTo(secondsDown(incidents, row) * 1_000L);
    }
  }

  private static int secondsDown(List<Revision> incidents, ProviderReliabilityRow row) {
    long from = row.getAt().getEpochSecond() - row.getWindowS();
    BitSet down = new BitSet(row.getWindowS());
    for (Revision incident : incidents) {
      boolean isKnown = incident.knownAt() <= row.getAt().toEpochMilli();
      long begins = Math.max(0, incident.beginsAt() / 1_000 - from);
      long ends =
          incident.endsAt() == Revision.NO_END
              ? row.getWindowS()
              : Math.min(row.getWindowS(), incident.endsAt() / 1_000 - from);
      if (isKnown && incident.severity() != Severity.INFO && begins < ends) {
        down.set((int) begins, (int) ends);
      }
    }
    return down.cardinality();
  }

  private static List<Revision> read() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Revision> incidents = new ArrayList<>();
    try (BufferedReader lines = RecordedData.open(RECORDING)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        incidents.add(revision(json.readTree(line)));
      }
    }
    incidents.sort(Comparator.comparingLong(Revision::knownAt));
    List<Revision> numbered = new ArrayList<>();
    for (Revision incident : incidents) {
      numbered.add(at(incident, numbered.size()));
    }
    return numbered;
  }

  private static Revision revision(JsonNode incident) {
    long begins = millis(incident.get("begin"));
    boolean isOver = incident.hasNonNull("end");
    List<Place> places = new ArrayList<>();
    for (JsonNode location : incident.path("previously_affected_locations")) {
      places.add(new Place("gcp", location.get("id").asText(), null));
    }
    if (places.isEmpty()) {
      places.add(new Place("gcp", null, null));
    }
    return new Revision(
        new IncidentKey("gcp-status", incident.path("id").asText(incident.get("number").asText())),
        0,
        begins,
        IncidentKind.OUTAGE,
        "gcp",
        isOver ? IncidentStatus.RESOLVED : IncidentStatus.INVESTIGATING,
        incident.get("severity").asText().equals("low") ? Severity.INFO : Severity.MAJOR,
        begins,
        isOver ? millis(incident.get("end")) : Revision.NO_END,
        null,
        places,
        java.util.Map.of());
  }

  private static Revision at(Revision incident, long offset) {
    return new Revision(
        incident.incident(),
        offset,
        incident.knownAt(),
        incident.kind(),
        incident.provider(),
        incident.status(),
        incident.severity(),
        incident.beginsAt(),
        incident.endsAt(),
        null,
        incident.places(),
        incident.attributedTo());
  }

  private static long millis(JsonNode time) {
    Instant instant = OffsetDateTime.parse(time.asText()).toInstant();
    return instant.toEpochMilli();
  }
}
