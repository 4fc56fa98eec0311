package dev.faultline.ingest.source.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatuspageJsonTest {

  private static final String INCIDENT =
      """
      {"id":"abc","name":"Errors in <b>Amsterdam</b>","status":"identified","impact":"major",
       "created_at":"2025-06-12T18:20:00Z","started_at":"2025-06-12T18:19:57Z",
       "updated_at":"2025-06-12T19:12:58Z","resolved_at":null,"shortlink":"https://stspg.io/x",
       "components":[{"id":"1","name":"Amsterdam, Netherlands - (AMS)","status":"partial_outage"}],
       "incident_updates":[{"status":"identified","body":"We look into it",
         "affected_components":[{"code":"2","name":"Workers KV"}]}]}"""
          .replace("\n", "");

  private final StatuspageJson format = new StatuspageJson();

  @Test
  void readsASummary() {
    IncidentRevision incident = one(summary("Cloudflare", INCIDENT));

    assertThat(incident.getSource()).isEqualTo("cloudflare-status");
    assertThat(incident.getIncidentId()).isEqualTo("abc");
    assertThat(incident.getKind()).isEqualTo(IncidentKind.OUTAGE);
    assertThat(incident.getProvider()).isEqualTo("cloudflare");
    assertThat(incident.getStatus()).isEqualTo(IncidentStatus.IDENTIFIED);
    assertThat(incident.getSeverity()).isEqualTo(Severity.MAJOR);
    assertThat(incident.getBeginsAt()).isEqualTo("2025-06-12T18:19:57Z");
    assertThat(incident.getEndsAt()).isNull();
    assertThat(incident.getKnownAt()).isEqualTo("2025-06-12T19:12:58Z");
    assertThat(incident.getTitle()).isEqualTo("Errors in Amsterdam");
    assertThat(incident.getScopes()).containsExactly(new Scope("cloudflare", "ams", null));
    assertThat(incident.getServices()).containsExactly("Workers KV");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DigitalOcean | NYC1 | digitalocean | nyc1 |",
        "DigitalOcean | NYC3 - Droplets | digitalocean | nyc3 |",
        "DigitalOcean | Droplets (FRA1) | digitalocean | fra1 |",
        "DigitalOcean | Global | digitalocean | global |",
        "DigitalOcean | Droplets | digitalocean | |",
        "DigitalOcean | Single Sign-On (SSO) | digitalocean | |",
        "DigitalOcean | DNS | digitalocean | |",
        "DigitalOcean | XYZ1 | digitalocean | |",
        "Cloudflare | Zurich, Switzerland - (ZRH) | cloudflare | zrh |",
        "Cloudflare | Cloud Network Interconnect (CNI) | cloudflare | |",
        "Cloudflare | Single Sign-On (SSO) | cloudflare | |",
        "Linode | US-East (Newark) | akamai | us-east |",
        "Hetzner | FSN1-DC8 | hetzner | fsn1 | fsn1-dc8",
        "Scaleway | fr-par-1 | scaleway | fr-par | fr-par-1",
        "Some Shop | Amsterdam (AMS) | some-shop | |",
      })
  void aComponentMayNameARegionOfTheProvidersOwnList(
      String page, String component, String provider, String region, String zone) {
    String incident = INCIDENT.replace("Amsterdam, Netherlands - (AMS)", component);

    assertThat(one(summary(page, incident)).getScopes())
        .containsExactly(new Scope(provider, region, zone));
  }

  @Test
  void maintenancesAreKeptApartFromOutages() {
    String maintenance =
        INCIDENT
            .replace("\"impact\":\"major\"", "\"impact\":\"maintenance\"")
            .replace("\"status\":\"identified\",\"impact", "\"status\":\"scheduled\",\"impact")
            .replace(
                "\"resolved_at\":null",
                "\"scheduled_for\":\"2025-06-20T01:00:00Z\",\"scheduled_until\":"
                    + "\"2025-06-20T05:00:00Z\"");
    IncidentRevision planned =
        one(
            "{\"page\":{\"name\":\"Cloudflare\"},\"incidents\":[],\"scheduled_maintenances\":["
                + maintenance
                + "]}");

    assertThat(planned.getKind()).isEqualTo(IncidentKind.MAINTENANCE);
    assertThat(planned.getSeverity()).isEqualTo(Severity.INFO);
    assertThat(planned.getBeginsAt()).isEqualTo("2025-06-20T01:00:00Z");
    assertThat(planned.getEndsAt()).isEqualTo("2025-06-20T05:00:00Z");
    assertThat(one(maintenance.replace("\"abc\"", "\"abc\",\"page_id\":\"yh6f0r4529hb\"")))
        .as("alone it is told by its plan")
        .returns(IncidentKind.MAINTENANCE, IncidentRevision::getKind);
  }

  @Test
  void anIncidentOfImpactMaintenanceIsAnIncident() {
    assertThat(one(summary("Cloudflare", INCIDENT.replace("\"major\"", "\"maintenance\""))))
        .returns(IncidentKind.OUTAGE, IncidentRevision::getKind)
        .returns(Severity.INFO, IncidentRevision::getSeverity);
  }

  @ParameterizedTest
  @CsvSource({
    "Coinbase,coinbase,DEPENDANT",
    "Roblox,roblox,DEPENDANT",
    "Snapchat,snapchat,DEPENDANT",
    "GitHub,github,OUTAGE",
    "Latitude.sh,latitude,OUTAGE",
    "Equinix Metal,equinix,OUTAGE",
    "OVHcloud,ovh,OUTAGE",
    "Linode,akamai,OUTAGE",
    "Linode Status,akamai,OUTAGE",
    "OCI,oracle,OUTAGE",
    "Oracle Cloud Infrastructure,oracle,OUTAGE",
    "Hetzner Status,hetzner,OUTAGE",
    "Scaleway,scaleway,OUTAGE",
    "Google Cloud,gcp,OUTAGE"
  })
  void aPageIsAHostsOrADependants(String page, String provider, IncidentKind kind) {
    IncidentRevision incident = one(summary(page, INCIDENT));

    assertThat(incident.getProvider()).isEqualTo(provider);
    assertThat(incident.getKind()).isEqualTo(kind);
    assertThat(incident.getScopes()).extracting(Scope::getProvider).containsOnly(provider);
  }

  @Test
  void incidentsNullListsNone() {
    ReadRecords read =
        ReadRecords.of(
            format,
            "{\"page\":{\"id\":\"01JMDK9XYNY6RXSED6SDWW50WY\",\"name\":\"OpenAI\"},"
                + "\"incidents\":null}",
            ReadRecords.OPTIONS);

    assertThat(read.sightings()).isEmpty();
    assertThat(read.refusals()).isEmpty();
  }

  @Test
  void aUlidIsAnId() {
    assertThat(one(summary("OpenAI", INCIDENT.replace("abc", "01KMKFAMWKQ81YWSE1Z18R6VHR"))))
        .returns("01KMKFAMWKQ81YWSE1Z18R6VHR", IncidentRevision::getIncidentId);
  }

  @Test
  void thePageIndicatorIsNotTheWorstIncident() {
    String summary =
        summary("Cloudflare", INCIDENT)
            .replaceFirst("\\{", "{\"status\":{\"indicator\":\"none\"},");

    assertThat(one(summary).getSeverity()).isEqualTo(Severity.MAJOR);
  }

  @Test
  void aBadIncidentIsRefusedAloneWithItsField() {
    ReadRecords read =
        ReadRecords.of(
            format,
            summary(
                "Cloudflare",
                INCIDENT.replace("\"major\"", "\"terrible\"")
                    + ",7,"
                    + INCIDENT.replace("\"identified\",\"impact", "\"odd\",\"impact")
                    + ","
                    + INCIDENT),
            ReadRecords.OPTIONS);

    assertThat(read.sightings()).hasSize(1);
    assertThat(read.refusals())
        .extracting(refusal -> refusal.field().orElse(""))
        .containsExactly("impact", "incidents", "status");
    assertThat(read.refusals()).extracting(Refusal::line).containsOnly(1L);
  }

  @Test
  void whatIsNoStatuspageIsRefused() {
    for (String text : List.of("{}", "{\"a\":1}", "{\"incidents\":7}", "<html>", INCIDENT)) {
      ReadRecords read = ReadRecords.of(format, text, ReadRecords.OPTIONS);
      assertThat(read.sightings()).as(text).isEmpty();
      assertThat(read.refusals()).as(text).hasSize(1);
    }
  }

  @Test
  void aRecordersTimesSayWhenItWasKnown() {
    String recorded = "{\"observed_at\":\"2025-06-12T20:00:00Z\",\"incidents\":[" + INCIDENT + "]}";
    ReadOptions named = ReadRecords.OPTIONS.withSource("cloudflare-status");

    assertThat(ReadRecords.of(format, recorded, named).sightings())
        .singleElement()
        .returns("cloudflare", IncidentRevision::getProvider)
        .satisfies(known -> assertThat(known.getKnownAt()).isEqualTo("2025-06-12T20:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "cloudflare-status/cloudflare_incidents_union.ndjson.gz,2864,OUTAGE",
    "cloudflare-status/cloudflare_scheduled_maintenances_union.ndjson.gz,6914,MAINTENANCE",
    "digitalocean-status/digitalocean_incidents_union.ndjson.gz,718,OUTAGE",
    "digitalocean-status/digitalocean_scheduled_maintenances_union.ndjson.gz,244,MAINTENANCE",
    "github-status/github_incidents_union.ndjson.gz,760,OUTAGE",
    "github-status/github_scheduled_maintenances_union.ndjson.gz,30,MAINTENANCE"
  })
  void everyRecordedIncidentIsReadOnceAndOfItsKind(String file, int count, IncidentKind kind) {
    Path recorded = RecordedData.file("incidents/" + file);
    ReadRecords read = ReadRecords.of(format, recorded, ReadRecords.OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.sightings()).hasSize(count);
    assertThat(read.sightings().stream().map(IncidentRevision::getKind).distinct())
        .containsExactly(kind);
    assertThat(read.sightings().stream().map(IncidentRevision::getIncidentId).distinct())
        .hasSize(count);
  }

  private IncidentRevision one(String json) {
    ReadRecords read = ReadRecords.of(format, json, ReadRecords.OPTIONS);
    assertThat(read.refusals()).isEmpty();
    assertThat(read.sightings()).hasSize(1);
    return read.sightings().get(0);
  }

  private static String summary(String page, String incidents) {
    return "{\"page\":{\"name\":\"%s\"},\"incidents\":[%s],\"scheduled_maintenances\":[]}"
        .formatted(page, incidents);
  }
}
