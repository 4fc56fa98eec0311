package dev.faultline.ingest.source.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.incident.RevisionLedger;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Severity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One event, however many of its first updates have left the feed. */
class AwsRssPollsTest {

  private static final Instant BEGIN = Instant.parse("2026-01-10T08:00:00Z");
  private static final String ID = "ec2-us-east-1/" + BEGIN.getEpochSecond();
  private static final String OPEN = "Service disruption: Errors";
  private static final String LESS = "Performance issues: Errors";
  private static final String OVER = "Service is operating normally: [RESOLVED] Errors";

  private final RevisionLedger ledger = new RevisionLedger();
  private Instant poll = BEGIN;

  @Test
  void theFirstUpdatesLeaveWhileItGoesOn() {
    String first = update(0, OPEN);
    String second = update(30, LESS);
    String third = update(60, LESS);
    String last = update(90, OVER);

    assertThat(poll(first)).hasSize(1);
    assertThat(poll(second, first)).hasSize(1);
    assertThat(poll(third, second)).hasSize(1);
    assertThat(poll(third)).as("nothing new").isEmpty();
    assertThat(poll(last, third))
        .singleElement()
        .returns(ID, IncidentRevision::getIncidentId)
        .returns(4, IncidentRevision::getRevision)
        .returns(BEGIN, IncidentRevision::getBeginsAt)
        .returns(BEGIN.plusSeconds(90 * 60), IncidentRevision::getEndsAt)
        .returns(IncidentStatus.RESOLVED, IncidentRevision::getStatus)
        .as("as bad as it was at its worst")
        .returns(Severity.CRITICAL, IncidentRevision::getSeverity);
    assertThat(poll(last)).as("months later").isEmpty();
    assertThat(poll()).isEmpty();
    assertThat(ledger.incidents()).isEqualTo(1);
  }

  @Test
  void anotherOfTheSameNameIsAnother() {
    String first = update(0, OPEN);
    String over = update(30, OVER);
    String again = update(120, OPEN);

    poll(over, first);
    assertThat(poll(again, over)).extracting(IncidentRevision::getIncidentId).doesNotContain(ID);
    assertThat(ledger.incidents()).isEqualTo(2);
    assertThat(poll(again)).isEmpty();
    poll(update(150, OVER), again);
    assertThat(ledger.incidents()).isEqualTo(2);
  }

  @Test
  void recordedPollsReadInAnyOrderAreOneEvent() {
    String first = update(0, OPEN);
    String second = update(30, LESS);
    String third = update(60, OVER);

    poll(third, second);
    assertThat(poll(second, first))
        .extracting(IncidentRevision::getIncidentId, IncidentRevision::getBeginsAt)
        .containsExactly(tuple("ec2-us-east-1/" + BEGIN.plusSeconds(1800).getEpochSecond(), BEGIN));
    assertThat(ledger.incidents()).isEqualTo(1);
  }

  private List<IncidentRevision> poll(String... newestFirst) {
    poll = poll.plusSeconds(86_400 * 9 / 10);
    ReadRecords read =
        ReadRecords.of(
            new AwsRss(),
            "<rss version=\"2.0\"><channel><title>EC2</title>"
                + "<link>https://status.aws.amazon.com/</link>"
                + String.join("", newestFirst)
                + "</channel></rss>",
            ReadRecords.OPTIONS.withObservedAt(poll));
    assertThat(read.refusals()).isEmpty();
    List<IncidentRevision> published = new ArrayList<>();
    for (IncidentRevision sighting : read.sightings()) {
      ledger.number(ledger.whole(sighting)).ifPresent(published::add);
      published.forEach(ledger::enter);
    }
    return published;
  }

  private static String update(int minute, String title) {
    Instant at = BEGIN.plusSeconds(minute * 60L);
    return "<item><title>%s</title><link>https://status.aws.amazon.com/</link><pubDate>%s</pubDate><guid>https://status.aws.amazon.com/#ec2-us-east-1_%d</guid><description>%s</description></item>"
        .formatted(
            title,
            DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC)),
            at.getEpochSecond(),
            title + minute);
  }
}
