package dev.faultline.ingest.source.azure;

import static dev.faultline.ingest.source.ReadRecords.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.faultline.ingest.source.Cases;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureProseTest {

  static List<byte[]> begins() {
    return Cases.of("azure-rss-begins.xml");
  }

  static List<byte[]> statuses() {
    return Cases.of("azure-rss-status.xml");
  }

  static Stream<byte[]> feedsOfOthers() {
    return Cases.of("rss-of-somebody-else.xml").stream();
  }

  @ParameterizedTest
  @MethodSource("begins")
  void beginsAndEndsWhenItsTextSays(byte[] feed) {
    ReadRecords read = ReadRecords.of(new AzureRss(), feed, OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.dropped()).isEmpty();
    assertThat(read.sightings())
        .extracting(IncidentRevision::getBeginsAt, IncidentRevision::getEndsAt)
        .containsExactly(
            tuple(Instant.parse("2021-06-14T22:07:00Z"), null),
            tuple(Instant.parse("2025-01-08T22:00:00Z"), Instant.parse("2025-01-11T04:30:00Z")),
            tuple(Instant.parse("2021-03-15T19:00:00Z"), Instant.parse("2021-03-16T09:25:00Z")));
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void theLastClauseSaysHowItStands(byte[] feed) {
    assertThat(ReadRecords.of(new AzureRss(), feed, OPTIONS).sightings())
        .extracting(IncidentRevision::getStatus)
        .containsExactly(IncidentStatus.RESOLVED, IncidentStatus.INVESTIGATING);
  }

  @ParameterizedTest
  @MethodSource("feedsOfOthers")
  void aFeedOfSomebodyElseIsRefused(byte[] feed) {
    ReadRecords read = ReadRecords.of(new AzureRss(), feed, OPTIONS);

    assertThat(read.sightings()).isEmpty();
    assertThat(read.refusals())
        .extracting(Refusal::extent)
        .containsExactly(Refusal.Extent.REST_OF_INPUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<rss><channel/></rss>",
        "<rss><channel><title>AWS Status</title></channel></rss>",
        "<rss><channel><image><title>Azure Status</title></image></channel></rss>",
        "<rss><channel><item><title>Azure Status</title></item></channel></rss>",
      })
  void theTitleMustBeTheChannels(String feed) {
    assertThat(ReadRecords.of(new AzureRss(), feed, OPTIONS).refusals()).hasSize(1);
  }

  @Test
  void timesThatAreNotUnderstoodAreTold() {
    String feed =
        """
        <rss><channel><title>Azure Status</title><item><guid>a</guid><title>T</title>
        <description>Somewhen past 25:10 on Blursday</description><pubDate>Tue, 15 Jun 2021 02:10:00 Z</pubDate></item></channel></rss>""";
    ReadRecords read = ReadRecords.of(new AzureRss(), feed, OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.sightings())
        .extracting(IncidentRevision::getBeginsAt)
        .containsExactly(Instant.parse("2021-06-15T02:10:00Z"));
    assertThat(read.dropped()).hasSize(1);
    assertThat(read.dropped().get(0).reason()).contains("as a guess");
  }
}
