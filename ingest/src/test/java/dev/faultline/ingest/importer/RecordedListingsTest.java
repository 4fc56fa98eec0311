package dev.faultline.ingest.importer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.incident.RevisionLedger;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.Cases;
import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.statuspage.StatuspageJson;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Observation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordedListingsTest {

  private RevisionLedger ledger = new RevisionLedger();
  private final List<IncidentRevision> published = new ArrayList<>();

  private void publish(IncidentRevision sighting) {
    ledger
        .number(sighting)
        .ifPresent(
            revision -> {
              ledger.enter(revision);
              published.add(revision);
            });
  }

  private void read(byte[] document, Optional<Vanishing> told) throws IOException {
    RecordedListings listings = new RecordedListings(ledger, told, this::publish);
    new StatuspageJson()
        .read(
            new ByteArrayInputStream(document),
            ReadRecords.OPTIONS,
            new RecordHandler() {
              @Override
              public void observation(long line, Observation observation) {}

              @Override
              public void sighting(long line, IncidentRevision sighting) {
                publish(sighting);
                listings.sighting(sighting);
              }

              @Override
              public void restOfEvent(long line, IncidentRevision sighting) {
                sighting(line, sighting);
              }

              @Override
              public void refused(Refusal refusal) {
                listings.refused();
              }

              @Override
              public void repeated(long line) {}

              @Override
              public void dropped(Refusal refusal) {}

              @Override
              public void document() {
                listings.begun();
              }

              @Override
              public void listed(ListedDocument ended) {
                listings.ended(ended);
              }
            });
    listings.close();
  }

  private void read(String... documents) throws IOException {
    read(String.join("\n", documents).getBytes(StandardCharsets.UTF_8), Optional.empty());
  }

  private static String poll(String minute, String page, String incidents) {
    return "{\"observed_at\":\"2026-01-01T00:%s:00Z\",\"page\":{\"name\":\"%s\"},\"incidents\":[%s]}"
        .formatted(minute, page, incidents);
  }

  private static String incident(String id, String status) {
    return "{\"id\":\"%s\",\"name\":\"N\",\"status\":\"%s\",\"impact\":\"major\",\"created_at\":\"2026-01-01T00:00:00Z\",\"updated_at\":\"2026-01-01T00:05:00Z\"}"
        .formatted(id, status);
  }

  @Test
  void whatTheNextPollListsNoMoreHasVanished() throws IOException {
    for (byte[] polls : Cases.of("statuspage-two-polls.ndjson")) {
      published.clear();
      ledger = new RevisionLedger();
      read(polls, Optional.empty());

      assertThat(published).hasSize(2);
      assertThat(published.get(1).getStatus()).isEqualTo(IncidentStatus.VANISHED);
      assertThat(published.get(1).getRevision()).isEqualTo(2);
      assertThat(published.get(1).getKnownAt()).isEqualTo(Instant.parse("2026-01-01T00:20:00Z"));
      read(polls, Optional.empty());
      assertThat(published).as("again: nothing new").hasSize(2);
    }
  }

  @Test
  void theUserMaySayThatItMeansNothing() throws IOException {
    byte[] polls = Cases.of("statuspage-two-polls.ndjson").get(0);
    read(polls, Optional.of(Vanishing.MEANS_NOTHING));

    assertThat(published).hasSize(1);
  }

  @Test
  void whatDoesNotListAllThatIsOpenClosesNothing() throws IOException {
    read(
        poll("10", "Cloudflare", incident("a", "investigating")),
        poll("20", "Cloudflare", incident("b", "resolved")),
        poll("30", "GitHub", ""),
        poll("40", "Cloudflare", "7"),
        "{\"page\":{\"name\":\"Cloudflare\"},\"incidents\":[]}");

    assertThat(published)
        .extracting(IncidentRevision::getStatus)
        .containsExactly(IncidentStatus.INVESTIGATING, IncidentStatus.RESOLVED);
  }

  @Test
  void aPollThatWasRefusedAsAWholeSaysNothingOfTheNext() throws IOException {
    read(
        poll("10", "Cloudflare", incident("a", "investigating")),
        "{\"observed_at\":\"2026-01-01T00:20:00Z\",\"error\":\"rate limited\"}",
        poll("30", "Cloudflare", ""));

    assertThat(published)
        .extracting(IncidentRevision::getStatus)
        .containsExactly(IncidentStatus.INVESTIGATING, IncidentStatus.VANISHED);
    assertThat(published.get(1).getKnownAt()).isEqualTo(Instant.parse("2026-01-01T00:30:00Z"));
  }

  @Test
  void documentsOfOneInstantAreOneListing() throws IOException {
    read(
        poll("10", "Cloudflare", incident("a", "investigating")),
        poll("10", "Cloudflare", incident("b", "investigating")),
        poll("20", "Cloudflare", incident("b", "investigating")));

    assertThat(published)
        .extracting(IncidentRevision::getIncidentId)
        .containsExactly("a", "b", "a");
  }
}
