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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsHealthJsonTest {

  private static final String ARN =
      "arn:aws:health:me-central-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/AWS_EC2_1";
  private static final String EVENT =
      """
      {"date":"1772369485","arn":"%s","region_name":"UAE","status":"3","service":"ec2-me-central-1",
      "service_name":"Multiple services","summary":"Increased  Error\\nRates","new_field":{},
      "event_log":[{"summary":"s","message":"m","status":1,"timestamp":1772371152},
      {"summary":"s","message":"m","status":1,"timestamp":1772369485}],
      "impacted_services":{"rds-me-central-1":{"service_name":"Amazon RDS","current":"3","max":"3"},
      "lambda-me-central-1":{"service_name":"AWS Lambda","current":"0","max":"2"}}}"""
          .formatted(ARN)
          .replace("\n", "");

  private final AwsHealthJson format = new AwsHealthJson();

  private IncidentRevision one(String json) {
    ReadRecords read = ReadRecords.of(format, json, ReadRecords.OPTIONS);
    assertThat(read.refusals()).isEmpty();
    assertThat(read.sightings()).hasSize(1);
    return read.sightings().get(0);
  }

  private static byte[] utf16BigEndian(String text) {
    byte[] units = text.getBytes(StandardCharsets.UTF_16BE);
    return ByteBuffer.allocate(units.length + 2).put(new byte[] {-2, -1}).put(units).array();
  }

  @Test
  void readsAnOpenEvent() {
    IncidentRevision incident = one("[" + EVENT + "]");

    assertThat(incident.getSource()).isEqualTo("aws-health");
    assertThat(incident.getIncidentId()).isEqualTo(ARN);
    assertThat(incident.getProvider()).isEqualTo("aws");
    assertThat(incident.getStatus()).isEqualTo(IncidentStatus.INVESTIGATING);
    assertThat(incident.getSeverity()).isEqualTo(Severity.CRITICAL);
    assertThat(incident.getBeginsAt()).isEqualTo("2026-03-01T12:51:25Z");
    assertThat(incident.getEndsAt()).isNull();
    assertThat(incident.getTitle()).isEqualTo("Increased Error Rates");
    assertThat(incident.getScopes()).containsExactly(new Scope("aws", "me-central-1", null));
    assertThat(incident.getServices()).containsExactly("Amazon RDS", "AWS Lambda");
    assertThat(incident.getUrl()).endsWith(ARN);
  }

  @Test
  void theNewestLogEntrySaysWhenItWasChangedWhereverItStands() {
    IncidentRevision incident = one(EVENT);

    assertThat(incident.getModifiedAt()).isEqualTo("2026-03-01T13:19:12Z");
    assertThat(incident.getKnownAt()).isEqualTo(incident.getModifiedAt());
    Instant poll = Instant.parse("2026-03-01T14:00:00Z");
    assertThat(ReadRecords.of(format, EVENT, ReadRecords.OPTIONS.withObservedAt(poll)).sightings())
        .extracting(IncidentRevision::getKnownAt)
        .containsExactly(poll);
  }

  @Test
  void aResolvedEventIsAsBadAsItsServicesWere() {
    IncidentRevision incident = one(EVENT.replace("\"status\":\"3\"", "\"status\":\"0\""));

    assertThat(incident.getStatus()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(incident.getEndsAt()).isEqualTo("2026-03-01T13:19:12Z");
    assertThat(incident.getSeverity()).isEqualTo(Severity.CRITICAL);
  }

  @ParameterizedTest
  @CsvSource({"0, INFO", "1, MINOR", "2, MAJOR", "3, CRITICAL"})
  void codesAreTextOrNumbers(String code, Severity severity) {
    String bare = EVENT.replaceAll(",\"impacted_services.*", "}");

    assertThat(one(bare.replace("\"status\":\"3\"", "\"status\":" + code)).getSeverity())
        .isEqualTo(severity);
    assertThat(one(bare.replace("\"status\":\"3\"", "\"status\":\"" + code + "\"")).getSeverity())
        .isEqualTo(severity);
    assertThat(one(bare).getServices()).containsExactly("Multiple services");
  }

  @Test
  void timesAreInSecondsOrInMilliseconds() {
    assertThat(one(EVENT.replace("1772371152", "1772371152000")).getModifiedAt())
        .isEqualTo("2026-03-01T13:19:12Z");
  }

  @Test
  void utf16WithAByteOrderMarkSaysTheSameAsUtf8() {
    String text = "[" + EVENT.replace("Amazon RDS", "é 障害 \uD83D\uDD25") + "]";
    byte[] little = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);

    assertThat(ReadRecords.of(format, utf16BigEndian(text), ReadRecords.OPTIONS).sightings())
        .containsExactly(one(text));
    assertThat(ReadRecords.of(format, little, ReadRecords.OPTIONS).sightings())
        .containsExactly(one(text));
    assertThat(one("\uFEFF" + text)).isEqualTo(one(text));
  }

  @Test
  void halfACharacterOfUtf16RefusesItsEventAlone() {
    byte[] units = utf16BigEndian("[" + EVENT.replace("UAE", "%") + "," + EVENT + "]");
    int percent = new String(units, StandardCharsets.UTF_16BE).indexOf('%');
    units[2 * percent] = (byte) 0xD8;
    ReadRecords read = ReadRecords.of(format, units, ReadRecords.OPTIONS);

    assertThat(read.sightings()).hasSize(1);
    assertThat(read.refusals())
        .extracting(Refusal::reason)
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("surrogate");
  }

  @Test
  void utf16CutInTheMiddleOfACharacterIsALoss() {
    byte[] whole = utf16BigEndian("[" + EVENT + "," + EVENT + "]");
    ReadRecords read =
        ReadRecords.of(format, Arrays.copyOf(whole, whole.length - 101), ReadRecords.OPTIONS);

    assertThat(read.sightings()).hasSize(1);
    assertThat(read.refusals()).extracting(Refusal::extent).containsExactly(Extent.REST_OF_INPUT);
    assertThat(read.refusals().get(0).reason()).contains("in the middle of a character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", " [ ] \n"})
  void nothingIsListedWhenAllIsWell(String healthy) {
    ReadRecords read = ReadRecords.of(format, healthy, ReadRecords.OPTIONS);

    assertThat(read.sightings()).isEmpty();
    assertThat(read.refusals()).isEmpty();
    ReadRecords wide = ReadRecords.of(format, utf16BigEndian(healthy), ReadRecords.OPTIONS);
    assertThat(wide.refusals()).isEmpty();
  }

  @Test
  void aGlobalEventHurtsEveryRegionAndAnArnWithoutARegionAnUnknownOne() {
    assertThat(one(EVENT.replace(":me-central-1:", ":global:")).getScopes())
        .containsExactly(new Scope("aws", "global", null));
    assertThat(one(EVENT.replace(":me-central-1:", "::")).getScopes())
        .containsExactly(new Scope("aws", null, null));
  }

  @Test
  void htmlInTheSummaryIsStripped() {
    assertThat(one(EVENT.replace("Increased ", "<b>Increased</b>&nbsp;")).getTitle())
        .isEqualTo("Increased Error Rates");
  }

  @Test
  void aServiceWithoutANameKeepsItsId() {
    assertThat(one(EVENT.replace("\"service_name\":\"Amazon RDS\",", "")).getServices())
        .containsExactly("rds-me-central-1", "AWS Lambda");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "date":"1772369485"   | "date":"noon"       | date
          "date":"1772369485"   | "date":1772369485.5 | date
          "date":"1772369485"   | "date":"86400"      | date
          "status":"3"          | "status":"4"        | status
          "status":"3"          | "state":"3"         | status
          "status":"3"          | "status":null       | status
          arn:aws:health        | urn:aws:health      | arn
          ::event/              | ::/                 | arn
          "timestamp":1772371152 | "timestamp":""     | event_log.timestamp
          {"summary":"s","message":"m","status":1,"timestamp":1772369485} | 7 | event_log
          "current":"3","max":"3" | "max":"worse"     | impacted_services.max
          {"service_name":"AWS Lambda","current":"0","max":"2"} | 7 | impacted_services
          Increased  Error\\nRates | NOTHING          | summary
          """)
  void refusesOneEventAndNamesTheField(String good, String bad, String field) {
    String broken = EVENT.replace(good, bad.equals("NOTHING") ? "" : bad);
    ReadRecords read =
        ReadRecords.of(format, "[" + broken + "," + EVENT + "]", ReadRecords.OPTIONS);

    assertThat(broken).isNotEqualTo(EVENT);
    assertThat(read.sightings()).hasSize(1);
    assertThat(read.refusals()).extracting(Refusal::field).containsExactly(Optional.of(field));
  }

  @Test
  void readsTheRecordedEventsOfMarch2026AsServed() {
    ReadRecords read =
        ReadRecords.of(
            format,
            RecordedData.file("incidents/captures-aicloudstatus/aws-20260801-155355-minor.json"),
            ReadRecords.OPTIONS);

    assertThat(read.refusals()).isEmpty();
    List<IncidentRevision> events = read.sightings();
    assertThat(events).extracting(e -> e.getServices().size()).containsExactly(140, 149);
    assertThat(events)
        .extracting(e -> e.getScopes().get(0).getRegion())
        .containsExactly("me-central-1", "me-south-1");
    assertThat(events)
        .extracting(e -> e.getBeginsAt().toString())
        .containsExactly("2026-03-01T12:51:25Z", "2026-03-02T05:56:27Z");
    assertThat(events)
        .extracting(e -> e.getModifiedAt().toString())
        .containsExactly("2026-04-30T07:25:54Z", "2026-04-30T07:07:11Z");
  }
}
