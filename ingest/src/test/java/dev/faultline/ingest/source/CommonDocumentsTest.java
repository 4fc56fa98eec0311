package dev.faultline.ingest.source;

import static dev.faultline.ingest.source.ReadRecords.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.faultline.ingest.source.ario.ArioGatewaysJson;
import dev.faultline.ingest.source.arweave.ArweavePeersJson;
import dev.faultline.ingest.source.aws.AwsAccountEventsJson;
import dev.faultline.ingest.source.azure.AzureServiceHealthJson;
import dev.faultline.ingest.source.bitcoind.BitcoindJson;
import dev.faultline.ingest.source.cometbft.CometBftJson;
import dev.faultline.ingest.source.filecoin.FilrepJson;
import dev.faultline.ingest.source.gcp.GcpServiceHealthJson;
import dev.faultline.ingest.source.page.BetterStackJson;
import dev.faultline.ingest.source.page.InstatusJson;
import dev.faultline.ingest.source.page.SlackStatusJson;
import dev.faultline.ingest.source.page.StatusIoJson;
import dev.faultline.ingest.source.solana.SolanaGeoCsv;
import dev.faultline.ingest.source.statuspage.StatuspageJson;
import dev.faultline.ingest.source.validatorsapp.ValidatorsAppJson;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documents that people have, each read from what its source's own documentation shows. */
class CommonDocumentsTest {

  private static List<IncidentRevision> incidents(SourceFormat format, String text) {
    ReadRecords read = ReadRecords.of(format, text, OPTIONS);
    assertThat(read.refusals()).isEmpty();
    return read.sightings();
  }

  private static List<Observation> nodes(SourceFormat format, String text) {
    ReadRecords read = ReadRecords.of(format, text, OPTIONS.withObservedAt(ReadRecords.NOW));
    assertThat(read.refusals()).isEmpty();
    return read.observations();
  }

  private static void isRefused(SourceFormat format, String text) {
    ReadRecords read = ReadRecords.of(format, text, OPTIONS.withObservedAt(ReadRecords.NOW));
    assertThat(read.refusals()).as(format.name() + " " + text).isNotEmpty();
    assertThat(read.sightings()).isEmpty();
    assertThat(read.observations()).isEmpty();
  }

  /** A document is known by what it must have: others' lists are no live nodes. */
  @Test
  void listsOfOtherThingsAreNoNodes() {
    isRefused(new FilrepJson(), "{\"miners\":[{\"address\":\"bc1qexample\",\"hashrate\":1234}]}");
    isRefused(new ValidatorsAppJson(), "[{\"account\":\"0xabc\",\"balance\":\"12\"}]");
    isRefused(
        new ValidatorsAppJson(),
        "[{\"account\":\"G\",\"ip\":\"5.9.0.9\",\"is_validator\":false,\"gossip_port\":8001}]");
    isRefused(new ArweavePeersJson(), "[\"alice\",\"/ip4/5.9.0.1/tcp/4001/p2p/QmX\",\"5.9.0.1\"]");
    isRefused(new ArioGatewaysJson(), "{\"gateways\":{\"eth0\":{\"ip\":\"192.168.0.1\"}}}");
    isRefused(new SolanaGeoCsv(), "IDENTITY,Pubkey,IP,version\nx,Key,5.9.0.9,2.3.8\n");
  }

  @Test
  void anOutageThatIsNotOverHasNoEnd() {
    String google = new GcpServiceHealthJson().example().lines().findFirst().orElseThrow();
    String instatus = new InstatusJson().example().lines().findFirst().orElseThrow();
    String statuspage =
        """
        {"page":{"name":"Cloudflare"},"incidents":[{"id":"i","name":"N","status":"investigating","impact":"major","created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:05:00Z","resolved_at":"2026-01-01T00:03:00Z"}]}""";

    for (IncidentRevision open :
        List.of(
            incidents(
                    new GcpServiceHealthJson(),
                    google.replace(
                        "\"relevance\"", "\"endTime\":\"2026-01-26T02:30:00Z\",\"relevance\""))
                .get(0),
            incidents(
                    new InstatusJson(),
                    instatus.replace(
                        "\"impact\"", "\"resolved\":\"2026-01-26T02:05:00Z\",\"impact\""))
                .get(0),
            incidents(new StatuspageJson(), statuspage).get(0))) {
      assertThat(open.getEndsAt()).as(open.getSource()).isNull();
    }
    assertThat(
            incidents(
                new StatuspageJson(), statuspage.replace("\"investigating\"", "\"resolved\"")))
        .singleElement()
        .returns(Instant.parse("2026-01-01T00:03:00Z"), IncidentRevision::getEndsAt);
  }

  @Test
  void awsOfAnAccount() {
    String arn = "arn:aws:health:eu-west-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/X_1";
    String events =
        """
        {"events":[
        {"arn":"%s","service":"EC2","eventTypeCode":"AWS_EC2_OPERATIONAL_ISSUE","eventTypeCategory":"issue","region":"eu-west-1","availabilityZone":"euw1-az1","startTime":1760944260.5,"endTime":1760950000.0,"lastUpdatedTime":1760950100.0,"statusCode":"closed","eventScopeCode":"PUBLIC"},
        {"arn":"%s2","service":"RDS","eventTypeCode":"AWS_RDS_MAINTENANCE_SCHEDULED","eventTypeCategory":"scheduledChange","region":"eu-west-1","startTime":"2026-12-20T07:11:00.000000+00:00","lastUpdatedTime":"2025-10-20T09:00:00+00:00","statusCode":"upcoming","eventScopeCode":"ACCOUNT_SPECIFIC"}],
        "nextToken":"x"}\
        """
            .formatted(arn, arn);

    assertThat(incidents(new AwsAccountEventsJson(), events))
        .extracting(
            IncidentRevision::getIncidentId,
            IncidentRevision::getKind,
            IncidentRevision::getStatus,
            IncidentRevision::getBeginsAt)
        .containsExactly(
            tuple(
                arn,
                IncidentKind.OUTAGE,
                IncidentStatus.RESOLVED,
                Instant.parse("2025-10-20T07:11:00.500Z")),
            tuple(
                arn + "2",
                IncidentKind.MAINTENANCE,
                IncidentStatus.INVESTIGATING,
                Instant.parse("2026-12-20T07:11:00Z")));
    assertThat(incidents(new AwsAccountEventsJson(), new AwsAccountEventsJson().example()))
        .last()
        .returns("Increased error rates.", IncidentRevision::getTitle)
        .returns(Instant.parse("2025-10-20T09:01:00Z"), IncidentRevision::getKnownAt)
        .returns(List.of(new Scope("aws", "us-east-1", null)), IncidentRevision::getScopes);
    isRefused(new AwsAccountEventsJson(), "{\"a\":1}");
    isRefused(
        new AwsAccountEventsJson(), "{\"detail\":{\"instance-id\":\"i-1\",\"state\":\"running\"}}");
  }

  @Test
  void azureResourceGraph() {
    String graph =
        """
        {"count":1,"data":[{"id":"/subscriptions/s/providers/Microsoft.ResourceHealth/events/ABCD-123","name":"ABCD-123","type":"microsoft.resourcehealth/events","properties":{"EventType":"ServiceIssue","TrackingId":"ABCD-123","Status":"Active","Title":"Storage","Level":"Error","ImpactStartTime":"2025-10-29T15:45:00Z","LastUpdateTime":"2025-10-29T16:00:00Z","Impact":[{"ImpactedService":"Storage","ImpactedRegions":[{"ImpactedRegion":"West Europe"}]}]}}]}\
        """;

    assertThat(incidents(new AzureServiceHealthJson(), graph))
        .singleElement()
        .returns("ABCD-123", IncidentRevision::getIncidentId)
        .returns(Severity.MAJOR, IncidentRevision::getSeverity)
        .returns(List.of(new Scope("azure", "westeurope", null)), IncidentRevision::getScopes);
  }

  @Test
  void googlesPersonalizedServiceHealth() {
    assertThat(incidents(new GcpServiceHealthJson(), new GcpServiceHealthJson().example()))
        .extracting(IncidentRevision::getIncidentId, IncidentRevision::getStatus)
        .containsExactly(
            tuple("U4AqrjwFQYi5fFBmyAX-Gg", IncidentStatus.IDENTIFIED),
            tuple("V5", IncidentStatus.RESOLVED));
    isRefused(new GcpServiceHealthJson(), "{\"name\":\"x\",\"state\":\"ACTIVE\"}");
  }

  @Test
  void pagesOfOtherMakes() {
    assertThat(incidents(new InstatusJson(), new InstatusJson().example()))
        .singleElement()
        .returns("wasp", IncidentRevision::getProvider)
        .returns(Severity.MAJOR, IncidentRevision::getSeverity);
    assertThat(incidents(new BetterStackJson(), new BetterStackJson().example()))
        .singleElement()
        .returns(Severity.MINOR, IncidentRevision::getSeverity)
        .returns(IncidentStatus.INVESTIGATING, IncidentRevision::getStatus);
    assertThat(incidents(new SlackStatusJson(), new SlackStatusJson().example()))
        .singleElement()
        .returns("546", IncidentRevision::getIncidentId);
    for (SourceFormat format :
        List.of(new InstatusJson(), new BetterStackJson(), new SlackStatusJson())) {
      isRefused(format, "{}");
      isRefused(format, "{\"page\":{\"name\":\"Cloudflare\"},\"incidents\":[]}");
      isRefused(format, "{\"status\":\"ok\"}");
    }
  }

  @Test
  void statusIo() {
    String page =
        """
        {"result":{"status_overall":{"updated":"2026-01-26T02:30:00Z","status":"Service Disruption","status_code":500},"incidents":[
        {"_id":"5f1","name":"Slow pulls","datetime_open":"2026-01-26T02:00:00Z","components_affected":[{"_id":"1","name":"Registry"}],"messages":[
        {"details":"Better: AWS has mended it.","datetime":"2026-01-26T02:30:00Z","state":300,"status":300},
        {"details":"Down.","datetime":"2026-01-26T02:10:00Z","state":100,"status":500}]},
        {"_id":"5f2","name":"Odd","datetime_open":"2026-01-26T02:00:00Z","messages":[{"datetime":"2026-01-26T02:10:00Z","state":150,"status":500}]}],
        "maintenance":{"active":[],"upcoming":[{"_id":"5f3","name":"New disks","datetime_open":"2026-01-25T00:00:00Z","datetime_planned_start":"2026-02-01T00:00:00Z","datetime_planned_end":"2026-02-01T01:00:00Z","messages":[]}]}}}\
        """;
    ReadRecords read = ReadRecords.of(new StatusIoJson(), page, OPTIONS.withSource("docker"));

    assertThat(read.sightings())
        .extracting(
            IncidentRevision::getIncidentId,
            IncidentRevision::getKind,
            IncidentRevision::getStatus,
            IncidentRevision::getSeverity,
            IncidentRevision::getProvider)
        .containsExactly(
            tuple(
                "5f1",
                IncidentKind.DEPENDANT,
                IncidentStatus.MONITORING,
                Severity.CRITICAL,
                "docker"),
            tuple(
                "5f3",
                IncidentKind.MAINTENANCE,
                IncidentStatus.INVESTIGATING,
                Severity.INFO,
                "docker"));
    assertThat(read.sightings().get(0).getAttributedTo())
        .extracting(each -> each.getProvider() + " " + each.getPlace())
        .containsExactly("aws messages[0].details@8");
    assertThat(read.refusals())
        .extracting(refusal -> refusal.field().orElse("-") + " " + refusal.reason())
        .containsExactly("incidents.messages.state '150' is not a state of Status.io");
    isRefused(new StatusIoJson(), new StatusIoJson().example());
    isRefused(new StatusIoJson(), "{\"result\":{\"incidents\":[]}}");
  }

  @Test
  void aBitcoinNodesOwnKnowledge() {
    assertThat(nodes(new BitcoindJson(), new BitcoindJson().example()))
        .extracting(Observation::getNodeId, Observation::getIp, Observation::getClient)
        .containsExactly(
            tuple("5.9.0.1:8333", "5.9.0.1", null),
            tuple("[2a01:4f8::2]:8333", "2a01:4f8::2", "Satoshi"));
    assertThat(
            nodes(
                new BitcoindJson(),
                "{\"result\":[{\"time\":1,\"services\":9,\"address\":\"abc.onion\",\"port\":8333}],\"error\":null}"))
        .singleElement()
        .returns(null, Observation::getIp);
    isRefused(new BitcoindJson(), "[{\"address\":\"5.9.0.1\"}]");
  }

  @Test
  void cometBft() {
    assertThat(nodes(new CometBftJson(), new CometBftJson().example()))
        .extracting(Observation::getNodeId, Observation::getIp, Observation::getWeight)
        .containsExactly(
            tuple("5576458aef205977e18fd50b274e9b5d9014525a", "95.179.155.35", null),
            tuple("000001E443FD237E4B616E2FA69DF4EE3D49A94F", null, 250353L));
    isRefused(new CometBftJson(), "{\"result\":{\"a\":[]}}");
  }
}
