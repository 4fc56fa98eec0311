package dev.faultline.ingest.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import dev.faultline.schemas.TrustedRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RevisionLedgerTest {

  static {
    TrustedRecords.trust();
  }

  private static final Instant T0 = Instant.parse("2025-06-12T19:00:00Z");

  private static IncidentRevision sighting(String id, long second, String content) {
    return IncidentRevision.newBuilder()
        .setSource("gcp-status")
        .setIncidentId(id)
        .setRevision(0)
        .setContentHash(content)
        .setKnownAt(T0.plusSeconds(second))
        .setKind(IncidentKind.OUTAGE)
        .setProvider("gcp")
        .setStatus(IncidentStatus.INVESTIGATING)
        .setSeverity(Severity.MAJOR)
        .setBeginsAt(T0)
        .setTitle("t")
        .setScopes(List.of(new Scope("gcp", null, null)))
        .build();
  }

  private static List<IncidentRevision> publish(
      RevisionLedger ledger, List<IncidentRevision> sightings) {
    List<IncidentRevision> published = new ArrayList<>();
    for (IncidentRevision sighting : sightings) {
      ledger
          .number(sighting)
          .ifPresent(
              revision -> {
                ledger.enter(revision);
                published.add(revision);
              });
    }
    return published;
  }

  @Test
  void numbersChangesOfContentOnly() {
    RevisionLedger ledger = new RevisionLedger();

    assertThat(
            publish(
                ledger,
                List.of(
                    sighting("i", 0, "a"),
                    sighting("i", 1, "a"),
                    sighting("i", 2, "b"),
                    sighting("i", 3, "a"),
                    sighting("other", 3, "a"))))
        .extracting(r -> r.getIncidentId() + r.getRevision() + r.getContentHash())
        .containsExactly("i1a", "i2b", "i3a", "other1a");
    assertThat(ledger.incidents()).isEqualTo(2);
  }

  @Test
  void whatIsInForceIsWhatWasKnownThen() {
    RevisionLedger ledger = new RevisionLedger();
    publish(ledger, List.of(sighting("i", 10, "a"), sighting("i", 30, "c")));

    assertThat(ledger.number(sighting("i", 20, "a"))).isEmpty();
    assertThat(ledger.number(sighting("i", 20, "b")))
        .map(IncidentRevision::getRevision)
        .contains(3);
    assertThat(ledger.number(sighting("i", 5, "a"))).map(IncidentRevision::getRevision).contains(3);
  }

  @Test
  void numberingKeepsEverythingElse() {
    IncidentRevision sighting = sighting("i", 10, "a");
    IncidentRevision revision = new RevisionLedger().number(sighting).orElseThrow();

    assertThat(revision.getRevision()).isEqualTo(1);
    for (int i = 0; i < sighting.getSchema().getFields().size(); i++) {
      if (i != sighting.getSchema().getField("revision").pos()) {
        assertThat(revision.get(i)).isEqualTo(sighting.get(i));
      }
    }
  }

  @Test
  void aWithdrawnRevisionIsNumberedAgain() {
    RevisionLedger ledger = new RevisionLedger();
    IncidentRevision revision = publish(ledger, List.of(sighting("i", 0, "a"))).get(0);

    ledger.withdraw(revision);

    assertThat(ledger.number(sighting("i", 0, "a"))).contains(revision);
  }

  @Property
  void importingAgainAfterACrashAnywhereAddsNothingTwice(
      @ForAll("recordings") List<IncidentRevision> recording, @ForAll int crash) {
    List<IncidentRevision> undisturbed = publish(new RevisionLedger(), recording);
    int survived = Math.floorMod(crash, undisturbed.size() + 1);

    RevisionLedger afterCrash = new RevisionLedger();
    List<IncidentRevision> topic = new ArrayList<>(undisturbed.subList(0, survived));
    topic.forEach(afterCrash::enter);
    topic.addAll(publish(afterCrash, recording));

    assertThat(topic).isEqualTo(undisturbed);
    assertThat(publish(afterCrash, recording)).isEmpty();
  }

  /** Recordings in time order, as a poller makes them: one sighting of an incident a poll. */
  @Provide
  Arbitrary<List<IncidentRevision>> recordings() {
    Arbitrary<String> contents = Arbitraries.of("a", "b", "c");
    Arbitrary<Optional<String>> seen = contents.optional(0.8);
    return Combinators.combine(seen.list().ofSize(12), seen.list().ofSize(12))
        .as(
            (first, second) -> {
              List<IncidentRevision> recording = new ArrayList<>();
              for (int poll = 0; poll < 12; poll++) {
                long at = poll;
                first.get(poll).ifPresent(c -> recording.add(sighting("i1", at, c)));
                second.get(poll).ifPresent(c -> recording.add(sighting("i2", at, c)));
              }
              return recording;
            });
  }
}
