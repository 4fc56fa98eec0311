package dev.faultline.ingest.check;

import static dev.faultline.ingest.source.ReadRecords.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.page.BetterStackJson;
import dev.faultline.ingest.source.page.InstatusJson;
import dev.faultline.ingest.source.page.SlackStatusJson;
import dev.faultline.ingest.source.statuspage.StatuspageJson;
import dev.faultline.ingest.source.statuspage.StatuspageRss;
import dev.faultline.schemas.Attribution;
import dev.faultline.schemas.IncidentRevision;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NamedProvidersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "an outage of AWS (us-east-1) | aws@13",
        "AWS's us-east-1 | aws@0",
        "Amazon S3 and Cloudflare | aws@0 cloudflare@14",
        "We see errors at Microsoft Azure. | azure@17",
        "Google Cloud Platform, then AWS, then Google Cloud | gcp@0 aws@28",
        "our host OVHcloud | ovh@9",
        "Fly.io is down | fly@0",
        "Oracle price feeds are late; free and online |",
        "PAWS, LAWS, awsome azure sky |",
        "see https://aws.amazon.com/x and status.AWS |",
        "DynamoDB is slow |",
        "an outage of GCP/AWS | gcp@13 aws@17",
        "see /AWS/x and x.org/terms/AWS |",
        "OVHCloud, Digitalocean | ovh@0 digitalocean@10",
        "Amazon CloudFront | aws@0",
        "Google Kubernetes Engine, Amazon EKS | gcp@0 aws@26",
      })
  void namesThatMeanAHostAndNothingElse(String text, String expected) {
    assertThat(
            NamedProviders.in("title", text).stream()
                .map(each -> each.getProvider() + each.getPlace().replace("title", "")))
        .containsExactly(
            expected == null || expected.isBlank() ? new String[0] : expected.split(" "));
  }

  @Test
  void theTextOfADependantNamesThemAndThatOfAHostDoesNot() {
    String page =
        """
        {"page":{"name":"%s"},"incidents":[{"id":"a","name":"Degraded login (AWS)","status":"identified","impact":"major",
        "created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:10:00Z","incident_updates":[
        {"body":"We wait for <b>AWS</b>."},{"body":"Traffic goes by Cloudflare now."}]}]}""";

    assertThat(
            ReadRecords.of(new StatuspageJson(), page.formatted("Coinbase"), OPTIONS).sightings())
        .flatExtracting(IncidentRevision::getAttributedTo)
        .extracting(Attribution::getProvider, Attribution::getPlace)
        .containsExactly(
            tuple("aws", "title@16"), tuple("cloudflare", "incident_updates[1].body@16"));
    assertThat(
            ReadRecords.of(new StatuspageJson(), page.formatted("DigitalOcean"), OPTIONS)
                .sightings())
        .flatExtracting(IncidentRevision::getAttributedTo)
        .isEmpty();
  }

  /** A page of each make, of which the text below the title names AWS. */
  static Stream<Arguments> pages() {
    return Stream.of(
        arguments(
            new StatuspageJson(),
            """
            {"page":{"name":"Wasp"},"incidents":[{"id":"a","name":"Slow","status":"identified","impact":"major",
            "created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:10:00Z","postmortem_body":"Due to AWS.",
            "components":[{"id":"1","name":"API","description":"Runs at Hetzner","status":"major_outage"}]}]}""",
            "postmortem_body@7"),
        arguments(
            new StatuspageJson(),
            """
            {"page_title":"Wasp","page_url":"https://status.wasp.example","ongoing_incidents":[{"id":"01","name":"Slow","status":"identified","last_update_at":"2026-01-01T00:10:00Z",
            "last_update_message":"An outage of AWS.","current_worst_impact":"partial_outage"}],"in_progress_maintenances":[],"scheduled_maintenances":[]}""",
            "last_update_message@13"),
        arguments(
            new InstatusJson(),
            """
            {"page":{"name":"Wasp","url":"https://wasp.instatus.com","status":"HASISSUES"},"activeIncidents":[{"id":"c","name":"Slow","started":"2026-01-01T00:00:00Z","status":"INVESTIGATING",
            "impact":"PARTIALOUTAGE","updates":[{"message":"We look."},{"message":"It is AWS","messageHtml":"<p>It is AWS</p>"}]}]}""",
            "updates[1].message@6"),
        arguments(
            new SlackStatusJson(),
            """
            {"status":"active","active_incidents":[{"id":546,"date_created":"2026-01-01T00:00:00Z","title":"Slow","type":"incident","status":"active","services":[],
            "notes":[{"date_created":"2026-01-01T00:10:00Z","body":"<p>AWS is down.</p>"}]}]}""",
            "notes[0].body@1"),
        arguments(
            new BetterStackJson(),
            betterStack(
                "\"relationships\":{\"status_updates\":{\"data\":[{\"id\":\"7\",\"type\":\"status_update\"}]}},",
                ""),
            "status_updates[0].message@8"),
        arguments(
            new BetterStackJson(),
            betterStack("", "\"status_report_id\":9,"),
            "status_updates[0].message@8"),
        arguments(
            new StatuspageRss(),
            """
            <rss version="2.0"><channel><title>Wasp Status - Incident History</title><link>https://status.wasp.example</link><item><title>Slow</title><guid>https://status.wasp.example/incidents/abcd</guid>
            <pubDate>Thu, 01 Jan 2026 00:10:00 +0000</pubDate><description>&lt;strong&gt;Identified&lt;/strong&gt; - AWS</description></item></channel></rss>""",
            "description@15"));
  }

  private static String betterStack(String ofReport, String ofUpdate) {
    return """
        {"data":{"id":"1","type":"status_page","attributes":{"company_name":"Wasp"}},"included":[
        {"id":"7","type":"status_update","attributes":{"message":"Due to: AWS",%s"published_at":"2026-01-01T00:10:00Z"}},
        {"id":"9","type":"status_report",%s"attributes":{"title":"Slow","report_type":"manual","starts_at":"2026-01-01T00:00:00Z","ends_at":null,"aggregate_state":"degraded"}}]}"""
        .formatted(ofUpdate, ofReport);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theTextBelowTheTitleIsReadOnPagesOfEachMake(SourceFormat format, String page, String place) {
    assertThat(ReadRecords.of(format, page, OPTIONS).sightings())
        .flatExtracting(IncidentRevision::getAttributedTo)
        .extracting(Attribution::getProvider, Attribution::getPlace)
        .containsExactly(tuple("aws", place));
  }
}
