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
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PollDifferenceTest {

  private static final String SOURCE = "aws-health";
  private static final Instant T0 = Instant.parse("2025-10-20T07:00:00Z");

  static {
    TrustedRecords.trust();
  }

  private final RevisionLedger ledger = new RevisionLedger();

  /** Content "R…" is resolved, everything else is open. Ids that are later began later. */
  private static IncidentRevision sighting(String id, int minute, String content) {
    return IncidentRevision.newBuilder()
        .setSource(SOURCE)
        .setIncidentId(id)
        .setRevision(0)
        .setContentHash(content)
        .setKnownAt(T0.plusSeconds(60L * minute))
        .setKind(IncidentKind.OUTAGE)
        .setProvider("aws")
        .setStatus(content.startsWith("R") ? IncidentStatus.RESOLVED : IncidentStatus.INVESTIGATING)
        .setSeverity(Severity.MAJOR)
        .setBeginsAt(T0.plusSeconds(id.charAt(0)))
        .setTitle("t")
        .setScopes(List.of(new Scope("aws", null, null)))
        .build();
  }

  /** A poll; each incident as its id, a colon and its content. */
  private static Listing listing(int minute, String... incidents) {
    return new Listing(
        SOURCE,
        T0.plusSeconds(60L * minute),
        Arrays.stream(incidents)
            .map(i -> sighting(i.split(":")[0], minute, i.split(":")[1]))
            .toList(),
        true);
  }

  private static Listing unread(Listing listing) {
    return new Listing(listing.source(), listing.knownAt(), listing.sightings(), false);
  }

  private static List<IncidentRevision> publish(
      RevisionLedger ledger, Listing listing, Vanishing vanishing) {
    List<IncidentRevision> all = new ArrayList<>(listing.sightings());
    all.addAll(
        PollDifference.missing(
            listing, ledger.open(listing.source(), listing.knownAt()), vanishing));
    List<IncidentRevision> published = new ArrayList<>();
    for (IncidentRevision sighting : all) {
      ledger.number(sighting).ifPresent(published::add);
    }
    published.forEach(ledger::enter);
    return published;
  }

  private List<String> poll(Vanishing vanishing, Listing listing) {
    return publish(ledger, listing, vanishing).stream()
        .map(r -> r.getIncidentId() + r.getRevision() + " " + r.getStatus())
        .toList();
  }

  @Test
  void anIncidentThatIsListedNoMoreHasVanished() {
    poll(Vanishing.CLOSES, listing(0, "a:x", "b:x"));

    assertThat(poll(Vanishing.CLOSES, listing(1, "b:x"))).containsExactly("a2 VANISHED");
    assertThat(poll(Vanishing.CLOSES, listing(2, "b:x"))).isEmpty();
    assertThat(ledger.open(SOURCE, T0.plusSeconds(120)))
        .extracting(IncidentRevision::getIncidentId)
        .containsExactly("b");
  }

  @Test
  void nothingListedClosesEverythingWhereThatMeansHealthy() {
    poll(Vanishing.CLOSES, listing(0, "a:x", "b:x"));

    assertThat(poll(Vanishing.CLOSES, listing(1))).containsExactly("a2 VANISHED", "b2 VANISHED");
  }

  @Test
  void anIncompleteListingClosesNothing() {
    poll(Vanishing.CLOSES, listing(0, "a:x", "b:x"));

    assertThat(poll(Vanishing.CLOSES, unread(listing(1)))).isEmpty();
    assertThat(poll(Vanishing.CLOSES, unread(listing(2, "b:y"))))
        .containsExactly("b2 INVESTIGATING");
  }

  @Test
  void anIncidentThatReturnsIsOpenAgainAndMayVanishAgain() {
    poll(Vanishing.CLOSES, listing(0, "a:x"));
    poll(Vanishing.CLOSES, listing(1));

    assertThat(poll(Vanishing.CLOSES, listing(2, "a:x"))).containsExactly("a3 INVESTIGATING");
    assertThat(poll(Vanishing.CLOSES, listing(3))).containsExactly("a4 VANISHED");
    assertThat(poll(Vanishing.CLOSES, listing(4))).isEmpty();
  }

  @Test
  void aResolvedIncidentDoesNotVanish() {
    poll(Vanishing.CLOSES, listing(0, "a:R"));

    assertThat(poll(Vanishing.CLOSES, listing(1))).isEmpty();
  }

  @Test
  void fromAHistoryAnOpenIncidentIsRetracted() {
    poll(Vanishing.RETRACTS, listing(0, "a:R", "b:x", "c:x"));

    assertThat(poll(Vanishing.RETRACTS, listing(1, "a:R", "c:x"))).containsExactly("b2 RETRACTED");
  }

  @Test
  void whatIsOlderThanTheHistoryHasOnlyLeftIt() {
    poll(Vanishing.RETRACTS, listing(0, "a:x", "b:R", "c:x"));

    assertThat(poll(Vanishing.RETRACTS, listing(1, "b:R", "c:x"))).isEmpty();
    assertThat(poll(Vanishing.RETRACTS, listing(2))).isEmpty();
  }

  @Test
  void missingFromOnePageMeansNothing() {
    poll(Vanishing.MEANS_NOTHING, listing(0, "a:x", "b:x"));

    assertThat(poll(Vanishing.MEANS_NOTHING, listing(1, "b:x"))).isEmpty();
  }

  @Test
  void otherSourcesAreLeftAlone() {
    IncidentRevision other =
        IncidentRevision.newBuilder(sighting("a", 0, "x")).setSource("github").build();
    ledger.number(other).ifPresent(ledger::enter);

    assertThat(poll(Vanishing.CLOSES, listing(1))).isEmpty();
  }

  @Test
  void whatHasGoneIsAsItWasLastKnown() {
    poll(Vanishing.CLOSES, listing(0, "a:x"));
    IncidentRevision gone =
        PollDifference.missing(listing(1), ledger.open(SOURCE, T0), Vanishing.CLOSES).get(0);
    IncidentRevision last =
        IncidentRevision.newBuilder(sighting("a", 1, gone.getContentHash()))
            .setStatus(IncidentStatus.VANISHED)
            .build();

    assertThat(gone).isEqualTo(last);
    assertThat(gone.getContentHash()).matches("[0-9a-f]{32}");
    assertThat(gone.getEndsAt()).isNull();
  }

  @Property
  void pollingMoreOftenOrFailingInBetweenChangesNothing(
      @ForAll("histories") List<Listing> states,
      @ForAll List<Boolean> repeat,
      @ForAll List<Boolean> fail) {
    RevisionLedger seldom = new RevisionLedger();
    RevisionLedger often = new RevisionLedger();
    List<IncidentRevision> first = new ArrayList<>();
    List<IncidentRevision> second = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      first.addAll(publish(seldom, states.get(i), Vanishing.CLOSES));
      second.addAll(publish(often, states.get(i), Vanishing.CLOSES));
      if (i < repeat.size() && repeat.get(i)) {
        second.addAll(publish(often, later(states.get(i)), Vanishing.CLOSES));
      }
      if (i < fail.size() && fail.get(i)) {
        Listing nothing = new Listing(SOURCE, later(states.get(i)).knownAt(), List.of(), false);
        second.addAll(publish(often, nothing, Vanishing.CLOSES));
      }
    }

    assertThat(second).isEqualTo(first);
  }

  @Property
  void replayingRecordedPollsAddsNothing(@ForAll("histories") List<Listing> states) {
    RevisionLedger once = new RevisionLedger();
    states.forEach(listing -> publish(once, listing, Vanishing.CLOSES));

    assertThat(states.stream().flatMap(l -> publish(once, l, Vanishing.CLOSES).stream())).isEmpty();
  }

  private static Listing later(Listing listing) {
    Instant knownAt = listing.knownAt().plusSeconds(20);
    List<IncidentRevision> sightings =
        listing.sightings().stream()
            .map(s -> IncidentRevision.newBuilder(s).setKnownAt(knownAt).build())
            .toList();
    return new Listing(listing.source(), knownAt, sightings, listing.complete());
  }

  /** A feed minute by minute: three incidents that come, change, go and return. */
  @Provide
  Arbitrary<List<Listing>> histories() {
    Arbitrary<List<String>> states =
        Combinators.combine(
                Arbitraries.of("", "x", "y", "R"),
                Arbitraries.of("", "x", "y"),
                Arbitraries.of("", "x", "R"))
            .as((a, b, c) -> List.of("a:" + a, "b:" + b, "c:" + c));
    return states
        .list()
        .ofMaxSize(8)
        .map(
            minutes -> {
              List<Listing> polls = new ArrayList<>();
              for (int minute = 0; minute < minutes.size(); minute++) {
                polls.add(
                    listing(
                        minute,
                        minutes.get(minute).stream()
                            .filter(i -> !i.endsWith(":"))
                            .toArray(String[]::new)));
              }
              return polls;
            });
  }
}
