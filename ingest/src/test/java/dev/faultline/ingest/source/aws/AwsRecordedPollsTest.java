package dev.faultline.ingest.source.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.incident.Listing;
import dev.faultline.ingest.incident.PollDifference;
import dev.faultline.ingest.incident.RevisionLedger;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.TrustedRecords;
import dev.faultline.testkit.RecordedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The outage of us-east-1 on 2021-12-07, poll by poll. */
class AwsRecordedPollsTest {

  static {
    TrustedRecords.trust();
  }

  private final AwsLegacyJson format = new AwsLegacyJson();

  @Test
  void readsTheTwentyRecordedPollsOfDecember2021() throws IOException {
    Map<Instant, List<IncidentRevision>> polls = recordedPolls();

    assertThat(polls).hasSize(20);
    assertThat(polls.values().stream().map(List::size).toList())
        .startsWith(454, 458, 458)
        .endsWith(462, 462);
    List<String> console =
        polls.values().stream()
            .flatMap(List::stream)
            .filter(e -> e.getIncidentId().equals("management-console/1638894176"))
            .map(e -> e.getStatus() + " " + e.getModifiedAt() + " " + e.getEndsAt())
            .distinct()
            .toList();
    assertThat(console)
        .containsExactly(
            "INVESTIGATING 2021-12-07T16:26:00Z null",
            "INVESTIGATING 2021-12-08T00:25:00Z null",
            "RESOLVED 2021-12-08T01:14:00Z 2021-12-08T01:14:00Z");
  }

  @Test
  void theLastRecordedPollEndsWithADatedUpdate() throws IOException {
    List<IncidentRevision> last =
        recordedPolls().get(Instant.parse("2021-12-08T10:31:00Z")).stream()
            .filter(e -> e.getIncidentId().equals("ecs-us-east-1/1638919976"))
            .toList();

    assertThat(last)
        .extracting(e -> e.getStatus() + " " + e.getEndsAt())
        .containsExactly("RESOLVED 2021-12-08T10:29:00Z");
  }

  @Test
  void noUpdateOfTheRecordedPollsIsNewerThanItsPoll() throws IOException {
    recordedPolls()
        .forEach(
            (poll, events) ->
                assertThat(events)
                    .allSatisfy(
                        e ->
                            assertThat(e.getModifiedAt())
                                .isBetween(e.getBeginsAt(), poll.plusSeconds(60))));
  }

  @Test
  void replayedPollsGiveTheSameRevisionsHoweverOften() throws IOException {
    Map<Instant, List<IncidentRevision>> polls = recordedPolls();
    RevisionLedger ledger = new RevisionLedger();
    List<IncidentRevision> revisions = publish(ledger, polls);

    assertThat(publish(ledger, polls)).isEmpty();
    assertThat(
            revisions.stream()
                .filter(r -> r.getIncidentId().equals("ec2-us-east-1/1638895771"))
                .map(r -> r.getRevision() + " " + r.getStatus() + " " + r.getSeverity()))
        .containsExactly("1 INVESTIGATING MAJOR", "2 RESOLVED INFO", "3 RESOLVED MAJOR");
    assertThat(revisions).noneMatch(r -> r.getStatus() == IncidentStatus.RETRACTED);

    Map<Instant, List<IncidentRevision>> twiceAsOften = new TreeMap<>(polls);
    polls.forEach((poll, events) -> twiceAsOften.put(poll.plusSeconds(60), again(events)));
    assertThat(publish(new RevisionLedger(), twiceAsOften).equals(revisions)).isTrue();
  }

  private static List<IncidentRevision> again(List<IncidentRevision> events) {
    return events.stream()
        .map(
            event ->
                IncidentRevision.newBuilder(event)
                    .setKnownAt(event.getKnownAt().plusSeconds(60))
                    .build())
        .toList();
  }

  private static List<IncidentRevision> publish(
      RevisionLedger ledger, Map<Instant, List<IncidentRevision>> polls) {
    List<IncidentRevision> published = new ArrayList<>();
    polls.forEach(
        (poll, events) -> {
          Listing listing = new Listing("aws-status", poll, events, true);
          List<IncidentRevision> sightings = new ArrayList<>(events);
          sightings.addAll(
              PollDifference.missing(listing, ledger.open("aws-status", poll), Vanishing.RETRACTS));
          for (IncidentRevision sighting : sightings) {
            ledger
                .number(sighting)
                .ifPresent(
                    revision -> {
                      ledger.enter(revision);
                      published.add(revision);
                    });
          }
        });
    return published;
  }

  private Map<Instant, List<IncidentRevision>> recordedPolls() throws IOException {
    Path first =
        RecordedData.file("incidents/aws-status/raw-2021-12-07/2021-12-07T1651_d3d7719.json.gz");
    Map<Instant, List<IncidentRevision>> polls = new TreeMap<>();
    try (Stream<Path> files = Files.list(first.getParent())) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        Instant poll = Instant.parse(name.substring(0, 13) + ":" + name.substring(13, 15) + ":00Z");
        ReadRecords read = ReadRecords.of(format, file, ReadRecords.OPTIONS.withObservedAt(poll));
        assertThat(read.refusals()).isEmpty();
        polls.put(poll, read.sightings());
      }
    }
    return polls;
  }
}
