package dev.faultline.ingest.source;

import static dev.faultline.ingest.source.ReadRecords.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.faultline.ingest.source.aws.AwsRss;
import dev.faultline.ingest.source.azure.AzureEmergingJson;
import dev.faultline.ingest.source.azure.AzureRss;
import dev.faultline.ingest.source.gcp.GcpAtom;
import dev.faultline.ingest.source.statuspage.StatuspageRss;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Status pages as RSS and Atom, in the shapes that pages of each make have. */
class FeedsInXmlTest {

  private static final String PAGE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <feed xml:lang="en-US" xmlns="http://www.w3.org/2005/Atom">
        <id>tag:www.githubstatus.com,2005:/history</id>
        <link rel="alternate" type="text/html" href="https://www.githubstatus.com"/>
        <link rel="self" type="application/atom+xml" href="https://www.githubstatus.com/history.atom"/>
        <title>%s</title>
        <updated>2025-01-02T07:42:46Z</updated>
        <author><name>GitHub</name></author>
        <entry>
          <id>tag:www.githubstatus.com,2005:Incident/21148992</id>
          <published>2025-01-01T03:09:43Z</published>
          <updated>2025-01-01T03:09:43Z</updated>
          <link rel="alternate" type="text/html" href="https://www.githubstatus.com/incidents/k1mlxlmdhqqp?u=1"/>
          <title>Degraded &lt;b&gt;Actions&lt;/b&gt;</title>
          <content type="html">%s</content>
        </entry>
      </feed>
      """;

  private static String update(String at, String status) {
    return "&lt;p&gt;&lt;small&gt;%s&lt;/small&gt;&lt;br /&gt;&lt;strong&gt;%s&lt;/strong&gt; - We say so.&lt;/p&gt;"
        .formatted(at, status);
  }

  private static ReadRecords read(SourceFormat format, String text) {
    return ReadRecords.of(format, text.strip(), OPTIONS);
  }

  @Test
  void theHistoryOfAStatuspage() {
    String updates =
        update("Jan &lt;var data-var='date'&gt; 1&lt;/var&gt;, 03:09 UTC", "Resolved")
            + update("Jan 1, 00:10 UTC", "Update")
            + update("Dec 31, 23:00 UTC", "Identified")
            + update("Dec 31, 14:30 PST", "Investigating");

    assertThat(
            read(new StatuspageRss(), PAGE.formatted("GitHub Status - Incident History", updates))
                .sightings())
        .singleElement()
        .returns("github-status", IncidentRevision::getSource)
        .returns("k1mlxlmdhqqp", IncidentRevision::getIncidentId)
        .returns(IncidentKind.OUTAGE, IncidentRevision::getKind)
        .returns(IncidentStatus.RESOLVED, IncidentRevision::getStatus)
        .returns(Instant.parse("2024-12-31T22:30:00Z"), IncidentRevision::getBeginsAt)
        .returns(Instant.parse("2025-01-01T03:09:00Z"), IncidentRevision::getEndsAt)
        .returns("Degraded Actions", IncidentRevision::getTitle);
  }

  @ParameterizedTest
  @CsvSource({
    "Update,Monitoring,MONITORING",
    "Update,RESOLVED,RESOLVED",
    "Postmortem,Resolved,RESOLVED",
    "Update,Update,INVESTIGATING",
  })
  void isAsTheNewestUpdateSaysThatNamesAState(String newest, String before, String status) {
    String updates = update("Jan 1, 03:00 UTC", newest) + update("Jan 1, 02:00 UTC", before);

    assertThat(read(new StatuspageRss(), PAGE.formatted("Vercel Status", updates)).sightings())
        .extracting(revision -> revision.getStatus().name(), IncidentRevision::getProvider)
        .containsExactly(tuple(status, "vercel"));
  }

  @Test
  void aMaintenanceIsNone() {
    String updates =
        update("Jan 1, 03:00 UTC", "In progress") + update("Dec 30, 02:00 UTC", "Scheduled");

    assertThat(
            read(new StatuspageRss(), PAGE.formatted("Linode Status - Incident History", updates))
                .sightings())
        .extracting(
            IncidentRevision::getKind, IncidentRevision::getProvider, IncidentRevision::getBeginsAt)
        .containsExactly(
            tuple(IncidentKind.MAINTENANCE, "akamai", Instant.parse("2025-01-01T03:00:00Z")));
  }

  @Test
  void anIncidentThatWasOpenedAgainEndsWhenItWasResolvedLast() {
    String updates =
        update("Jan 1, 02:50 UTC", "Postmortem")
            + update("Jan 1, 02:00 UTC", "Resolved")
            + update("Jan 1, 01:05 UTC", "Investigating")
            + update("Jan 1, 00:40 UTC", "Resolved")
            + update("Jan 1, 00:05 UTC", "Investigating");

    assertThat(read(new StatuspageRss(), PAGE.formatted("Kraken Status", updates)).sightings())
        .extracting(IncidentRevision::getBeginsAt, IncidentRevision::getEndsAt)
        .containsExactly(
            tuple(Instant.parse("2025-01-01T00:05:00Z"), Instant.parse("2025-01-01T02:00:00Z")));
  }

  @Test
  void aTimeThatIsNotUnderstoodIsToldAsAGuess() {
    ReadRecords read =
        read(new StatuspageRss(), PAGE.formatted("Kraken Status", update("lately", "Resolved")));

    assertThat(read.dropped()).hasSize(1);
    assertThat(read.sightings())
        .extracting(IncidentRevision::getBeginsAt, IncidentRevision::getKind)
        .containsExactly(tuple(Instant.parse("2025-01-01T03:09:43Z"), IncidentKind.DEPENDANT));
  }

  @ParameterizedTest
  @CsvSource({
    "News of the day",
    "Azure Status",
    "Google Cloud Status",
    "Amazon Web Services Service Status"
  })
  void anotherDocumentIsRefusedAndClosesNothing(String title) {
    ReadRecords read = read(new StatuspageRss(), PAGE.formatted(title, ""));

    assertThat(read.refusals()).hasSize(1);
    assertThat(read.listed()).isEmpty();
    for (SourceFormat format : List.of(new AwsRss(), new GcpAtom(), new AzureRss())) {
      String page = PAGE.formatted("GitHub Status - Incident History", "");
      assertThat(read(format, page).refusals()).as(format.name()).hasSize(1);
      assertThat(read(format, page).listed()).isEmpty();
    }
  }

  @Test
  void updatesOfAwsAreOneEvent() {
    String item =
        """
        <item><title><![CDATA[%s]]></title><link>https://status.aws.amazon.com/</link><pubDate>%s</pubDate>
        <guid isPermaLink="false">http://status.aws.amazon.com/#ec2-ap-northeast-1_%d</guid><description>x</description></item>
        """;
    String feed =
        "<rss version=\"2.0\"><channel><title><![CDATA[Amazon Elastic Compute Cloud (Tokyo) Service"
            + " Status]]></title><link>http://status.aws.amazon.com/</link>"
            + item.formatted(
                "Service is operating normally: [RESOLVED] Instance Availability",
                "Fri, 23 Aug 2019 04:18:35 PDT",
                1566559115)
            + item.formatted(
                "Service disruption: Instance Availability",
                "Thu, 22 Aug 2019 22:00:00 PDT",
                1566536400)
            + item.formatted(
                "Informational message: Instance Availability",
                "Thu, 22 Aug 2019 21:18:00 PDT",
                1566533880)
            + item.formatted(
                "Performance issues: Other", "Fri, 23 Aug 2019 05:18:35 PDT", 1566562715)
            + "</channel></rss>";

    assertThat(read(new StatuspageRss(), feed).refusals()).hasSize(1);
    assertThat(read(new AwsRss(), feed).sightings())
        .extracting(
            IncidentRevision::getIncidentId,
            IncidentRevision::getStatus,
            IncidentRevision::getSeverity,
            IncidentRevision::getEndsAt)
        .containsExactly(
            tuple(
                "ec2-ap-northeast-1/1566533880",
                IncidentStatus.RESOLVED,
                Severity.CRITICAL,
                Instant.parse("2019-08-23T11:18:35Z")),
            tuple(
                "ec2-ap-northeast-1/1566562715",
                IncidentStatus.INVESTIGATING,
                Severity.MAJOR,
                null));
  }

  @Test
  void googleTellsTimesInItsZone() {
    assertThat(read(new GcpAtom(), new GcpAtom().example()).sightings())
        .singleElement()
        .returns("ow5i3PPK96RduMcb1SsW", IncidentRevision::getIncidentId)
        .returns(IncidentStatus.RESOLVED, IncidentRevision::getStatus)
        .returns(Instant.parse("2025-06-12T17:51:00Z"), IncidentRevision::getBeginsAt)
        .returns(Instant.parse("2025-06-13T01:18:00Z"), IncidentRevision::getEndsAt)
        .returns(List.of(new Scope("gcp", "us-central1", null)), IncidentRevision::getScopes)
        .returns(List.of("Cloud DNS", "Cloud Run"), IncidentRevision::getServices)
        .returns(
            "Multiple GCP products are experiencing Service issues", IncidentRevision::getTitle);
  }

  @Test
  void emergingIssuesOfAzure() {
    ReadRecords read = read(new AzureEmergingJson(), new AzureEmergingJson().example());

    assertThat(read.sightings())
        .singleElement()
        .returns("YKYN-BWZ", IncidentRevision::getIncidentId)
        .returns(List.of(new Scope("azure", "global", null)), IncidentRevision::getScopes)
        .returns(Severity.MAJOR, IncidentRevision::getSeverity);
    assertThat(read.listed())
        .extracting(document -> document.knownAt().orElseThrow())
        .containsExactly(
            Instant.parse("2025-10-29T17:00:00Z"), Instant.parse("2025-10-30T02:00:00Z"));
    assertThat(read(new AzureEmergingJson(), "{\"value\":[{\"name\":\"x\"}]}").refusals())
        .hasSize(1);
  }
}
