package dev.faultline.ingest.source.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.Refusal.Extent;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import dev.faultline.testkit.RecordedData;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsLegacyJsonTest {

  private static final String EVENT =
      """
      {"service_name":"Amazon EC2 (N. Virginia)","summary":"Increased API Error Rates",
      "date":"1638895771","status":"2","details":"","description":"<div><span class=\\"yellowfg\\">
       8:49 AM PST</span>&nbsp;We see <b>errors</b>.</div><div><span class=\\"yellowfg\\">
      12:34 PM PST</span>&nbsp;We still do.</div>","service":"ec2-us-east-1"}"""
          .replace("\n", "");

  private final AwsLegacyJson format = new AwsLegacyJson();

  private static String document(String archive, String current) {
    return "{\n \"archive\": [%s],\n \"current\": [%s]\n}\n".formatted(archive, current);
  }

  private IncidentRevision one(String json) {
    ReadRecords read = ReadRecords.of(format, json, ReadRecords.OPTIONS);
    assertThat(read.refusals()).isEmpty();
    assertThat(read.sightings()).hasSize(1);
    return read.sightings().get(0);
  }

  @Test
  void readsAnOpenEvent() {
    IncidentRevision incident = one(document("", EVENT));

    assertThat(incident.getSource()).isEqualTo("aws-status");
    assertThat(incident.getIncidentId()).isEqualTo("ec2-us-east-1/1638895771");
    assertThat(incident.getStatus()).isEqualTo(IncidentStatus.INVESTIGATING);
    assertThat(incident.getSeverity()).isEqualTo(Severity.MAJOR);
    assertThat(incident.getBeginsAt()).isEqualTo("2021-12-07T16:49:31Z");
    assertThat(incident.getEndsAt()).isNull();
    assertThat(incident.getModifiedAt()).isEqualTo("2021-12-07T20:34:00Z");
    assertThat(incident.getKnownAt()).isEqualTo("2021-12-07T20:34:00Z");
    assertThat(incident.getTitle()).isEqualTo("Increased API Error Rates");
    assertThat(incident.getScopes()).containsExactly(new Scope("aws", "us-east-1", null));
    assertThat(incident.getServices()).containsExactly("Amazon EC2 (N. Virginia)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\uFEFF"})
  void aZeroByteBodyListsNothing(String body) {
    ReadRecords read = ReadRecords.of(format, body, ReadRecords.OPTIONS);

    assertThat(read.sightings()).isEmpty();
    assertThat(read.refusals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"\"2\", MAJOR", "2, MAJOR", "\"1\", MINOR", "1, MINOR", "3, CRITICAL"})
  void codesAreTextOrNumbers(String code, Severity severity) {
    assertThat(one(document("", EVENT.replace("\"status\":\"2\"", "\"status\":" + code))))
        .returns(severity, IncidentRevision::getSeverity)
        .returns(IncidentStatus.INVESTIGATING, IncidentRevision::getStatus);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "\"0\""})
  void codeZeroIsResolved(String code) {
    assertThat(one(document("", EVENT.replace("\"status\":\"2\"", "\"status\":" + code))))
        .returns(IncidentStatus.RESOLVED, IncidentRevision::getStatus)
        .returns(Instant.parse("2021-12-07T20:34:00Z"), IncidentRevision::getEndsAt);
  }

  @Test
  void inTheArchiveTheCodeSaysHowBadItWas() {
    IncidentRevision archived = one(document(EVENT, ""));

    assertThat(archived.getStatus()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(archived.getSeverity()).isEqualTo(Severity.MAJOR);
    assertThat(archived.getContentHash()).isNotEqualTo(one(document("", EVENT)).getContentHash());
    String recorded = EVENT.replaceFirst("\\{", "{\"_section\":\"archive\",");
    assertThat(one("[" + recorded + "]")).isEqualTo(archived);
  }

  @Test
  void aResolvedSummaryIsOverWhereverItStands() {
    IncidentRevision incident =
        one(document("", EVENT.replace("Increased API", "[RESOLVED] Increased API")));

    assertThat(incident.getStatus()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(incident.getTitle()).isEqualTo("Increased API Error Rates");
  }

  @Test
  void timesOfDayGoOnPastMidnight() {
    String overnight = EVENT.replace("12:34 PM PST", "12:05 AM PST");

    assertThat(one(document("", overnight)).getModifiedAt()).isEqualTo("2021-12-08T08:05:00Z");
  }

  @Test
  void summerTimeIsAnHourEarlier() {
    String summer = EVENT.replace("1638895771", "1623084571").replace("8:49 AM PST", "9:49 AM PDT");

    assertThat(one(document("", summer.replace("12:34 PM PST", "12:34 PM PDT"))))
        .returns(Instant.parse("2021-06-07T16:49:31Z"), IncidentRevision::getBeginsAt)
        .returns(Instant.parse("2021-06-07T19:34:00Z"), IncidentRevision::getModifiedAt);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Dec 8,  2:29 AM PST | 2021-12-08T10:29:00Z
          Dec 22, 12:34 AM PST | 2021-12-22T08:34:00Z
          Jan 2,  2:29 AM PST | 2022-01-02T10:29:00Z
          """)
  void aLabelMayNameItsDayWithoutItsYear(String label, Instant time) {
    assertThat(one(document("", EVENT.replace("12:34 PM PST", label))).getModifiedAt())
        .isEqualTo(time);
  }

  @Test
  void aDateThatIsHoursBehindTheFirstUpdateIsNotTheBegin() {
    IncidentRevision incident = one(document("", EVENT.replace("1638895771", "1638924571")));

    assertThat(incident.getBeginsAt()).isEqualTo("2021-12-07T16:49:00Z");
    assertThat(incident.getIncidentId()).endsWith("/1638924571");
  }

  @Test
  void anEventWithoutUpdatesHasNoEnd() {
    String bare = EVENT.replaceAll("\"description\":\".*</div>\",", "");

    assertThat(one(document(bare, "")))
        .returns(IncidentStatus.RESOLVED, IncidentRevision::getStatus)
        .returns(null, IncidentRevision::getEndsAt)
        .returns(Instant.parse("2021-12-07T16:49:31Z"), IncidentRevision::getKnownAt);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "ec2-us-gov-west-1, us-gov-west-1",
        "s3-us-standard, us-east-1",
        "import-export-eu-west-1, eu-west-1",
        "acm-pca-us-iso-east-1, us-iso-east-1",
        "cloudfront, none",
        "management-console, none"
      })
  void theRegionIsTheServicesSuffix(String service, String region) {
    assertThat(one(document("", EVENT.replace("ec2-us-east-1", service))).getScopes())
        .containsExactly(new Scope("aws", region, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "service":"ec2-us-east-1"     | "service":""        | service
          "date":"1638895771"           | "date":"today"      | date
          "status":"2"                  | "status":"bad"      | status
          "Increased API Error Rates"   | " "                 | summary
          "Increased API Error Rates"   | "[RESOLVED] "       | summary
          8:49 AM PST                   | 8:49 AM             | description
          8:49 AM PST                   | 13:49 AM PST        | description
          8:49 AM PST                   | Feb 30, 8:49 AM PST | description
          8:49 AM PST                   | 8:49 AM CET         | description
          """)
  void refusesOneEventAndNamesTheField(String good, String bad, String field) {
    String broken = EVENT.replace(good, bad);
    ReadRecords read =
        ReadRecords.of(format, document(broken, EVENT + "," + EVENT), ReadRecords.OPTIONS);

    assertThat(broken).isNotEqualTo(EVENT);
    assertThat(read.sightings()).hasSize(2);
    assertThat(read.refusals()).extracting(Refusal::field).containsExactly(Optional.of(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"current\":[]}",
        "{\"archive\":[],\"current\":null}",
        "{\"archive\":[],\"archive\":[],\"current\":[]}",
        "{\"archive\":[],\"current\":[]",
        "{\"archive\":[],\"current\":[",
        "{\"archive\":[] \"current\":[]}",
        "{archive:[],\"current\":[]}",
        "{\"archive\":[],\"current\":[]}}",
        "{\"archive\":[],\"other\":\"x",
        "<!DOCTYPE html><html><body>Service unavailable</body></html>",
        "null"
      })
  void anythingButBothListsIsALossOfTheWhole(String body) {
    ReadRecords read = ReadRecords.of(format, body, ReadRecords.OPTIONS);

    assertThat(read.sightings()).isEmpty();
    assertThat(read.refusals()).extracting(Refusal::extent).containsExactly(Extent.REST_OF_INPUT);
  }

  @Test
  void aCutBodyKeepsWhatStandsBeforeTheCut() {
    String cut = document("", EVENT + "," + EVENT);
    ReadRecords read =
        ReadRecords.of(format, cut.substring(0, cut.length() - 60), ReadRecords.OPTIONS);

    assertThat(read.sightings()).hasSize(1);
    assertThat(read.refusals()).extracting(Refusal::extent).containsExactly(Extent.REST_OF_INPUT);
  }

  @Test
  void otherMembersArePassedOver() {
    String more =
        document("", EVENT).replaceFirst("\\{", "{\"a\":{\"current\":[1,\"}\"]},\"b\":7,");

    assertThat(one(more)).isEqualTo(one(document("", EVENT)));
  }

  @Test
  void readsTheWholeRecordedHistory() {
    ReadRecords read =
        ReadRecords.of(
            format,
            RecordedData.file("incidents/aws-status/aws_events_union.json.gz"),
            ReadRecords.OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.sightings()).hasSize(576);
    assertThat(read.sightings())
        .extracting(IncidentRevision::getIncidentId)
        .doesNotHaveDuplicates();
    assertThat(read.sightings().stream().filter(e -> e.getStatus() != IncidentStatus.RESOLVED))
        .hasSize(25);
    assertThat(
            read.sightings().stream()
                .map(e -> e.getScopes().get(0).getRegion())
                .filter(Objects::isNull))
        .hasSize(91);
  }
}
