package dev.faultline.streams.reliability;

import static dev.faultline.streams.incident.Days.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.ProviderReliabilityRow;
import dev.faultline.schemas.Severity;
import dev.faultline.streams.incident.IncidentHistory;
import dev.faultline.streams.incident.Revision;
import dev.faultline.streams.incident.Revisions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReliabilityDayTest {

  private static final long MIDNIGHT = 200 * DAY;
  private final IncidentHistory known = new IncidentHistory();

  private void publish(long knownAt, Revisions said) {
    known.append(said.known(knownAt, known.end()));
  }

  private List<ProviderReliabilityRow> measure(String provider) {
    List<ProviderReliabilityRow> rows = new ArrayList<>();
    ReliabilityDay.measure(provider, MIDNIGHT, known, rows::add);
    return rows;
  }

  @Test
  void measuresTheWholeAndEachRegionOverBothWindows() {
    publish(
        MIDNIGHT - 9 * DAY,
        Revisions.outage("aws", "a", "us-east-1").over(MIDNIGHT - 12 * DAY, MIDNIGHT - 9 * DAY));
    publish(
        MIDNIGHT - 50 * DAY,
        Revisions.outage("aws", "b", "eu-west-1").over(MIDNIGHT - 60 * DAY, MIDNIGHT - 51 * DAY));
    publish(
        MIDNIGHT - 2 * DAY,
        Revisions.outage("aws", "c", "global").over(MIDNIGHT - 10 * DAY, MIDNIGHT - 6 * DAY));
    publish(
        MIDNIGHT - 2 * DAY,
        Revisions.outage("aws", "d", null).over(MIDNIGHT - 3 * DAY, MIDNIGHT - 2 * DAY));
    publish(MIDNIGHT - 2 * DAY, Revisions.outage("gcp", "e", "us-east1"));

    assertThat(measure("aws"))
        .extracting(
            ProviderReliabilityRow::getRegion,
            row -> row.getWindowS() / 86_400,
            ProviderReliabilityRow::getIncidents,
            row -> row.getDowntimeMs() / DAY,
            ProviderReliabilityRow::getUnplaced,
            ProviderReliabilityRow::getRevisions)
        .containsExactly(
            tuple("all", 30, 3, 7L, 1, 3),
            tuple("eu-west-1", 30, 1, 4L, 1, 3),
            tuple("us-east-1", 30, 2, 6L, 1, 3),
            tuple("all", 90, 4, 16L, 1, 4),
            tuple("eu-west-1", 90, 2, 13L, 1, 4),
            tuple("us-east-1", 90, 2, 6L, 1, 4));
    ProviderReliabilityRow all = measure("aws").get(0);
    assertThat(all.getAvailability()).isEqualTo(23.0 / 30);
    assertThat(all.getMttrS()).isEqualTo(8 * 86_400 / 3.0);
    assertThat(all.getMtbfS()).isEqualTo(23 * 86_400 / 3.0);
    assertThat(all.getFeedSince()).isEqualTo(Instant.ofEpochMilli(MIDNIGHT - 50 * DAY));
  }

  @Test
  void saysOnlyWhatWasKnownAtMidnight() {
    Revisions outage = Revisions.outage("aws", "a", "us-east-1");
    publish(MIDNIGHT - DAY, outage.during(MIDNIGHT - 2 * DAY, Revision.NO_END));
    publish(MIDNIGHT + 1, outage.over(MIDNIGHT - 20 * DAY, MIDNIGHT - DAY));

    assertThat(measure("aws"))
        .extracting(ProviderReliabilityRow::getDowntimeMs)
        .containsOnly(2 * DAY);
  }

  @Test
  void maintenanceInformationAndWhatWasRetractedAreNoDowntime() {
    Revisions outage = Revisions.outage("aws", "a", "us-east-1").over(MIDNIGHT - DAY, MIDNIGHT);
    publish(MIDNIGHT, outage.kind(IncidentKind.MAINTENANCE));
    publish(MIDNIGHT, Revisions.outage("gcp", "a", null).severity(Severity.INFO));
    publish(MIDNIGHT, Revisions.outage("ovh", "a", null).status(IncidentStatus.RETRACTED));
    publish(MIDNIGHT, Revisions.dependant("coinbase", "a"));

    assertThat(measure("aws")).isEmpty();
    assertThat(measure("gcp")).isEmpty();
    assertThat(measure("ovh")).isEmpty();
    assertThat(measure("coinbase")).isEmpty();
  }

  @Test
  void anIncidentOfAnotherProviderAfterAllIsNoLongerCounted() {
    publish(
        MIDNIGHT - DAY, Revisions.outage("aws", "a", "us-east-1").during(MIDNIGHT - DAY, MIDNIGHT));
    Revisions moved =
        new Revisions(
            "aws-status",
            "a",
            IncidentKind.OUTAGE,
            "ovh",
            Severity.MAJOR,
            IncidentStatus.RESOLVED,
            MIDNIGHT - DAY,
            MIDNIGHT,
            List.of(new dev.faultline.streams.incident.Place("ovh", null, null)));
    publish(MIDNIGHT, moved);

    assertThat(measure("aws")).isEmpty();
    assertThat(measure("ovh")).extracting(ProviderReliabilityRow::getDowntimeMs).containsOnly(DAY);
  }
}
