package dev.faultline.ingest.source.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.source.ReadOptions;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureTest {

  private static final Instant SEEN = Instant.parse("2026-07-23T18:15:00Z");
  private static final ReadOptions OPTIONS = ReadRecords.OPTIONS;

  private static ReadRecords rss(String items) {
    return ReadRecords.of(
        new AzureRss(),
        "<rss version='2.0'><channel><title>Azure Status</title>" + items + "</channel></rss>",
        OPTIONS);
  }

  private static String item(String title, String text, String categories) {
    return "<item><guid>x</guid><title>%s</title><description>%s</description>%s<pubDate>Thu, 23 Jul 2026 16:29:09 Z</pubDate></item>"
        .formatted(title, text, categories);
  }

  private static ReadRecords health(String... events) {
    return ReadRecords.of(
        new AzureServiceHealthJson(), "{\"value\":[" + String.join(",", events) + "]}", OPTIONS);
  }

  private static String event(String id, String type, String status, String more) {
    return """
        {"name":"%s","properties":{"eventType":"%s","status":"%s","title":"T","level":"Error",
         "impactStartTime":"2024-09-17T18:36:24.113Z"%s}}"""
        .formatted(id, type, status, more);
  }

  @Test
  void anXmlBodyUnderAJsonName() {
    ReadRecords read =
        ReadRecords.of(
            new AzureRss(),
            RecordedData.file("incidents/captures-aicloudstatus/azure-20260723-152634-major.json"),
            OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.sightings()).hasSize(1);
    IncidentRevision outage = read.sightings().get(0);
    assertThat(outage.getIncidentId()).isEqualTo("issues-connecting-to-resources-in-west-us");
    assertThat(outage.getScopes()).containsExactly(new Scope("azure", "westus", null));
    assertThat(outage.getServices()).hasSize(14).contains("Virtual WAN").doesNotContain("West US");
    assertThat(outage.getBeginsAt()).isEqualTo(Instant.parse("2026-07-23T14:44:00Z"));
    assertThat(outage.getKnownAt()).isEqualTo(Instant.parse("2026-07-23T18:12:58Z"));
    assertThat(outage.getStatus()).isEqualTo(IncidentStatus.INVESTIGATING);
    assertThat(outage.getTitle()).isEqualTo("Issues connecting to resources in West US");
  }

  @Test
  void theFeedIsEmptyWhenHealthy() {
    ReadRecords read =
        ReadRecords.of(
            new AzureRss(),
            RecordedData.file("incidents/captures-aicloudstatus/azure_healthy_empty.xml"),
            OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.sightings()).isEmpty();
    assertThat(rss("").refusals()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel>&x;</channel></rss>",
        "<!DOCTYPE rss><rss><channel/></rss>",
        "<html><body>503</body></html>",
        "<rss><channel><item><guid>x</guid>",
        "{}",
        "<rss/>",
      })
  void whatIsNoFeedIsRefusedAsAWhole(String document) {
    ReadRecords read = ReadRecords.of(new AzureRss(), document, OPTIONS);

    assertThat(read.sightings()).isEmpty();
    assertThat(read.refusals())
        .extracting(Refusal::extent)
        .containsExactly(Refusal.Extent.REST_OF_INPUT);
  }

  @ParameterizedTest
  @CsvSource({
    "Starting at 09:00 UTC on 23 July 2026 customers, 2026-07-23T09:00:00Z",
    "Between 14:44 UTC and 16:00 UTC on 23 July 2026 customers, 2026-07-23T14:44:00Z",
    "Starting at 09:00 UTC on 23 July 2027 customers, 2026-07-23T16:29:09Z",
    "Starting at 09:00 UTC on 23 May 2026 customers, 2026-07-23T16:29:09Z",
    "Starting at 99:00 UTC on 23 July 2026 customers, 2026-07-23T16:29:09Z",
    "We are investigating, 2026-07-23T16:29:09Z",
  })
  void theProseMaySayWhenItBegan(String text, Instant begin) {
    assertThat(rss(item("T", text, "")).sightings())
        .extracting(IncidentRevision::getBeginsAt)
        .containsExactly(begin);
  }

  @Test
  void regionsAreCategoriesAndWithoutOneTheRegionIsUnknown() {
    ReadRecords read =
        rss(
            item("A", "", "<category>App Service</category><category>East US 2</category>")
                + item("B", "", "<category>App Service</category>")
                + item("C", "", "<category>Global</category>"));

    assertThat(read.sightings())
        .extracting(sighting -> sighting.getScopes().get(0).getRegion())
        .containsExactly("eastus2", null, "global");
  }

  @Test
  void htmlIsStrippedAndAnOverItemIsResolved() {
    ReadRecords read =
        rss(
            item("Mitigated - &lt;b&gt;Power&lt;/b&gt; loss", "", "")
                + item("Unmitigated", "", ""));

    assertThat(read.sightings())
        .extracting(IncidentRevision::getTitle, IncidentRevision::getStatus)
        .containsExactly(
            tuple("Mitigated - Power loss", IncidentStatus.RESOLVED),
            tuple("Unmitigated", IncidentStatus.INVESTIGATING));
  }

  @Test
  void aBadItemIsRefusedAlone() {
    ReadRecords read =
        rss("<item><guid>y</guid><title>T</title></item>" + item("", "", "") + item("A", "", ""));

    assertThat(read.sightings()).hasSize(1);
    assertThat(read.refusals())
        .extracting(refusal -> refusal.field().orElse("-"))
        .containsExactly("pubDate", "title");
  }

  @Test
  void everyRecordedEventIsRead() {
    Path file =
        RecordedData.file("incidents/azure-servicehealth/azure_service_health_events.json.gz");
    ReadRecords history = ReadRecords.of(new AzureServiceHealthJson(), file, OPTIONS);
    ReadRecords read =
        ReadRecords.of(new AzureServiceHealthJson(), file, OPTIONS.withObservedAt(SEEN));

    assertThat(history.refusals()).isEmpty();
    assertThat(history.sightings()).as("one tracking id stands twice").hasSize(21);
    assertThat(read.refusals()).isEmpty();
    assertThat(read.sightings()).hasSize(20);
    assertThat(read.sightings())
        .filteredOn(event -> event.getKind() == IncidentKind.OUTAGE)
        .hasSize(6);
    IncidentRevision active = recorded(read, "GS98-9V8");
    assertThat(active.getStatus()).isEqualTo(IncidentStatus.INVESTIGATING);
    assertThat(active.getEndsAt()).as("an active one has no end, mitigated or not").isNull();
    assertThat(active.getScopes())
        .hasSize(10)
        .contains(new Scope("azure", "southeastasia", null), new Scope("azure", "eastus", null));
    assertThat(recorded(read, "1KFM-DQ0").getModifiedAt())
        .as("the one updated last")
        .isEqualTo(Instant.parse("2024-09-25T03:34:54.019Z"));
    assertThat(recorded(read, "GMYD-LB8").getScopes())
        .containsExactly(new Scope("azure", "global", null));
    assertThat(recorded(read, "ZS10-TR8").getScopes())
        .contains(new Scope("azure", "germanywestcentral", null))
        .noneMatch(scope -> "regionunknown".equals(scope.getRegion()));
  }

  private static IncidentRevision recorded(ReadRecords read, String id) {
    return read.sightings().stream()
        .filter(event -> event.getIncidentId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFalsePositiveIsRetracted() {
    ReadRecords read =
        health(
            event("a", "ServiceIssue", "Resolved", ",\"eventTags\":[\"Final PIR\"]"),
            event("b", "ServiceIssue", "Active", ",\"eventTags\":[{\"name\":\"False Positive\"}]"));

    assertThat(read.refusals()).isEmpty();
    assertThat(read.sightings())
        .extracting(
            IncidentRevision::getIncidentId,
            IncidentRevision::getStatus,
            IncidentRevision::getSeverity)
        .containsExactly(
            tuple("a", IncidentStatus.RESOLVED, Severity.MAJOR),
            tuple("b", IncidentStatus.RETRACTED, Severity.MAJOR));
  }

  @Test
  void anUnknownRegionIsNotEverywhereAndOneThatIsWellAgainIsNoScope() {
    ReadRecords read =
        health(
            event(
                "a",
                "ServiceIssue",
                "Active",
                ",\"impact\":[{\"impactedService\":\"S\",\"impactedRegions\":[{\"impactedRegion\":\"Region Unknown\"},{\"impactedRegion\":\"Non-Regional\"},{\"impactedRegion\":\"West US\",\"status\":\"Active\"},{\"impactedRegion\":\"East US\",\"status\":\"Resolved\"}]}]"));

    assertThat(read.sightings().get(0).getScopes())
        .containsExactly(new Scope("azure", null, null), new Scope("azure", "westus", null));
    assertThat(read.sightings().get(0).getServices()).containsExactly("S");
  }

  @Test
  void aPollThatListsAnIdTwiceSaysOneThing() {
    ReadOptions polled = OPTIONS.withObservedAt(SEEN);
    String newer =
        event("a", "ServiceIssue", "Resolved", ",\"lastUpdateTime\":\"2024-09-19T00:00:00Z\"");
    String older =
        event("a", "ServiceIssue", "Active", ",\"lastUpdateTime\":\"2024-09-18T00:00:00Z\"");

    ReadRecords one =
        ReadRecords.of(new AzureServiceHealthJson(), "[" + newer + "," + older + "]", polled);
    ReadRecords other =
        ReadRecords.of(new AzureServiceHealthJson(), "[" + older + "," + newer + "]", polled);

    assertThat(one.sightings()).isEqualTo(other.sightings());
    assertThat(one.sightings())
        .extracting(IncidentRevision::getStatus)
        .containsExactly(IncidentStatus.RESOLVED);
  }

  @Test
  void aBadEventIsRefusedAlone() {
    ReadRecords read =
        health(
            event("a", "Party", "Active", ""),
            event("b", "ServiceIssue", "Asleep", ""),
            event("c", "ServiceIssue", "Active", "").replace("2024-09-17", "yesterday"),
            event("d", "ServiceIssue", "Active", ",\"impact\":7"),
            event("e", "ServiceIssue", "Active", ""));

    assertThat(read.sightings()).extracting(IncidentRevision::getIncidentId).containsExactly("e");
    assertThat(read.refusals())
        .extracting(refusal -> refusal.field().orElse("-"))
        .containsExactly(
            "properties.eventType",
            "properties.status",
            "properties.impactStartTime",
            "properties.impact");
  }
}
