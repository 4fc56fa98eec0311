package dev.faultline.ingest.check;

import static dev.faultline.ingest.source.ReadRecords.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.statuspage.StatuspageJson;
import dev.faultline.schemas.Attribution;
import dev.faultline.schemas.IncidentRevision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
