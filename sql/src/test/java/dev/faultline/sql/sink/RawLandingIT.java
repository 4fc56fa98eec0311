package dev.faultline.sql.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.Attribution;
import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.FeedPoll;
import dev.faultline.schemas.HostingClass;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Origin;
import dev.faultline.schemas.PollOutcome;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import dev.faultline.schemas.Topic;
import dev.faultline.sql.stack.Pipeline;
import dev.faultline.sql.stack.Records;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One record of each raw kind, whole and empty, from Kafka to what JDBC reads; a table each. */
@WithStack
class RawLandingIT {

  private static Pipeline pipeline;
  private static Sink sink;
  private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

  @BeforeAll
  static void open(TestStack stack) throws Exception {
    pipeline = new Pipeline(stack);
    sink = new Sink(pipeline.promptSettings(), METERS, Clock.systemUTC());
    sink.start();
  }

  @AfterAll
  static void stop() {
    sink.close();
    pipeline.close();
  }

  @Test
  void observationsAndTheWatermarksBetweenThem() {
    pipeline.publish(
        Topic.OBSERVATIONS,
        2,
        "solana/consensus/n1",
        Records.observation("n1", Records.T)
            .setStatus(NodeStatus.DEGRADED)
            .setIp("2a01:4f8::1")
            .setAsn(4_294_967_295L)
            .setProvider("Hetzner Online")
            .setRegion("fsn1")
            .setCountry("DE")
            .setOperator("BlueLotus")
            .setClient("agave")
            .setClientVersion("2.3.8")
            .setHosting(HostingClass.DATACENTER)
            .setWeight(Long.MAX_VALUE)
            .build());
    pipeline.publish(Topic.OBSERVATIONS, 2, "~watermark/solana/consensus", null);
    pipeline.publish(
        Topic.OBSERVATIONS,
        2,
        "solana/consensus/n2",
        Records.observation("n2", Records.T).setWeight(null).build());
    pipeline.awaitLanded(Topic.OBSERVATIONS, "observations");

    assertThat(
            pipeline.query(
                "SELECT node_id, toUnixTimestamp64Milli(observed_at), status, ip, asn, provider,"
                    + " region, country, operator, client, client_version, hosting, weight, source,"
                    + " _topic, _partition, _offset, _epoch FROM observations ORDER BY node_id"))
        .containsExactly(
            List.of(
                "n1",
                Records.T.toEpochMilli(),
                "degraded",
                "2a01:4f8::1",
                4_294_967_295L,
                "Hetzner Online",
                "fsn1",
                "DE",
                "BlueLotus",
                "agave",
                "2.3.8",
                "datacenter",
                BigInteger.valueOf(Long.MAX_VALUE),
                "test",
                Topic.OBSERVATIONS.topicName(),
                2L,
                BigInteger.ZERO,
                0),
            Arrays.asList(
                "n2",
                Records.T.toEpochMilli(),
                "up",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "test",
                Topic.OBSERVATIONS.topicName(),
                2L,
                BigInteger.TWO,
                0));
    assertThat(METERS.counter("faultline.sink.rows", "table", "observations").count()).isEqualTo(2);
  }

  @Test
  void incidentRevisionsWithTheirScopes() {
    pipeline.publish(
        Topic.INCIDENTS,
        null,
        "gcp-status/x",
        IncidentRevision.newBuilder()
            .setSource("gcp-status")
            .setIncidentId("x")
            .setRevision(3)
            .setContentHash("ab")
            .setKnownAt(Instant.parse("2025-06-12T18:50:00.123Z"))
            .setKind(IncidentKind.OUTAGE)
            .setProvider("gcp")
            .setStatus(IncidentStatus.INVESTIGATING)
            .setSeverity(Severity.CRITICAL)
            .setBeginsAt(Instant.parse("2025-06-12T17:51:00Z"))
            .setTitle("it's “broken”")
            .setScopes(
                List.of(
                    new Scope("gcp", "us-central1", "us-central1-a"),
                    new Scope("gcp", "us-central1", "us-central1-b"),
                    new Scope("gcp", "europe-west1", null),
                    new Scope("gcp", null, null)))
            .setServices(List.of("compute", "iam"))
            .setAttributedTo(
                List.of(
                    new Attribution("aws", "title@12"),
                    new Attribution("cloudflare", "incident_updates[1].body@16")))
            .build());
    pipeline.awaitLanded(Topic.INCIDENTS, "incident_revisions");

    assertThat(
            pipeline.query(
                "SELECT revision, toString(known_at), kind, status, severity, isNull(ends_at), title,"
                    + " isNull(url), toString(scopes), toString(regions), toString(services),"
                    + " toString(attributed_to), toString(attributed_in) FROM incident_revisions"))
        .containsExactly(
            List.of(
                3L,
                "2025-06-12 18:50:00.123",
                "outage",
                "investigating",
                "critical",
                (short) 1,
                "it's “broken”",
                (short) 1,
                "[('gcp','us-central1','us-central1-a'),('gcp','us-central1','us-central1-b'),"
                    + "('gcp','europe-west1',NULL),('gcp',NULL,NULL)]",
                "['us-central1','europe-west1']",
                "['compute','iam']",
                "['aws','cloudflare']",
                "['title@12','incident_updates[1].body@16']"));
    assertThat(pipeline.number("SELECT count() FROM open_incidents")).isEqualTo(1);
  }

  @Test
  void placements() {
    pipeline.publish(
        Topic.PLACEMENTS,
        1,
        "solana/consensus/n1",
        Records.placement("n1", 1, 7_000_000_000L)
            .setAsn(16_509L)
            .setAsnOrigin(Origin.DERIVED)
            .setProvider("aws")
            .setProviderOrigin(Origin.DECLARED)
            .setRegion("aws/us-east-1")
            .setRegionOrigin(Origin.DERIVED)
            .setHosting(HostingClass.HYPERSCALE)
            .setConflicts(List.of("provider", "country"))
            .build());
    pipeline.awaitLanded(Topic.PLACEMENTS, "placements");

    assertThat(
            pipeline.query(
                "SELECT observation_partition, toInt64(observation_offset), asn, asn_origin, provider,"
                    + " provider_origin, region, isNull(country), hosting, toString(conflicts)"
                    + " FROM placements"))
        .containsExactly(
            List.of(
                1L,
                7_000_000_000L,
                16_509L,
                "derived",
                "aws",
                "declared",
                "aws/us-east-1",
                (short) 1,
                "hyperscale",
                "['provider','country']"));
  }

  @Test
  void deadLettersWithAnyBytes() {
    byte[] raw = {0, (byte) 0xFF, '\'', '\\', '\n', (byte) 0xC3, 0x28};
    pipeline.publish(
        Topic.DEAD_LETTERS,
        0,
        "import/observations-csv",
        DeadLetter.newBuilder()
            .setStage("import")
            .setSource("observations-csv")
            .setRefusedAt(Records.T)
            .setField("weight")
            .setReason("is negative")
            .setLine(17L)
            .setValue(ByteBuffer.wrap(raw))
            .build());
    pipeline.awaitLanded(Topic.DEAD_LETTERS, "dead_letters");

    assertThat(
            pipeline.query(
                "SELECT stage, source, field, reason, toInt64(line), isNull(topic), isNull(key),"
                    + " hex(value) FROM dead_letters"))
        .containsExactly(
            List.of(
                "import",
                "observations-csv",
                "weight",
                "is negative",
                17L,
                (short) 1,
                (short) 1,
                "00FF275C0AC328"));
  }

  @Test
  void pollsOfFeeds() {
    pipeline.publish(
        Topic.FEED_POLLS,
        0,
        "aws-health",
        FeedPoll.newBuilder()
            .setFeed("aws-health")
            .setSource("aws-health")
            .setFormat("aws-health-json")
            .setPolledAt(Records.T)
            .setOutcome(PollOutcome.FAILED)
            .setReason("http_status")
            .setDetail("the server answers with status 503")
            .setHttpStatus(503)
            .setDurationMs(120)
            .setBytes(0)
            .setAccepted(0)
            .setRejected(0)
            .setPublished(0)
            .setVanished(0)
            .build());
    pipeline.awaitLanded(Topic.FEED_POLLS, "feed_polls");

    assertThat(
            pipeline.query(
                "SELECT feed, outcome, reason, toInt64(http_status), toInt64(duration_ms)"
                    + " FROM feed_polls"))
        .containsExactly(List.of("aws-health", "failed", "http_status", 503L, 120L));
  }
}
