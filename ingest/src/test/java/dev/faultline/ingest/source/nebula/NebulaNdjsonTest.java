package dev.faultline.ingest.source.nebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NebulaNdjsonTest {

  private final List<String> leftOut = new ArrayList<>();

  private ReadRecords read(String... lines) {
    return ReadRecords.of(
        new NebulaNdjson(),
        String.join("\n", lines),
        ReadRecords.OPTIONS.withUnusable((field, reason) -> leftOut.add(field.fieldName())));
  }

  private static String visit(
      String id, String addresses, String agent, String connect, String crawl) {
    return """
        {"PeerID":"%s","Maddrs":[%s],"Protocols":null,"AgentVersion":"%s","VisitStartedAt":"2025-10-20T08:00:00.123456+02:00","VisitEndedAt":"2025-10-20T08:00:03+02:00","ConnectErrorStr":"%s","CrawlErrorStr":"%s"}"""
        .formatted(id, addresses, agent, connect, crawl);
  }

  @Test
  void theErrorsTellTheStatus() {
    ReadRecords read =
        read(
            visit("a", "", "Geth/v1.10.3-stable-991384a7/linux-amd64/go1.16.3", "", ""),
            visit("b", "", "", "io_timeout", ""),
            visit("c", "", "Lighthouse/v3.1.2/aarch64-macos", "", "stream reset"));

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(
            Observation::getStatus,
            Observation::getClient,
            Observation::getClientVersion,
            Observation::getObservedAt)
        .containsExactly(
            tuple(NodeStatus.UP, "geth", "1.10.3-stable-991384a7", AT),
            tuple(NodeStatus.DOWN, null, null, AT),
            tuple(NodeStatus.DEGRADED, "lighthouse", "3.1.2", AT));
  }

  private static final Instant AT = Instant.parse("2025-10-20T06:00:00.123Z");

  @Test
  void ofSeveralAddressesTheFirstPublicOneCounts() {
    ReadRecords read =
        read(
            visit(
                "a",
                "\"/ip4/127.0.0.1/tcp/9000\",\"/ip4/7.7.7.7/tcp/1\",\"/ip4/8.8.8.8/tcp/1\"",
                "",
                "",
                ""),
            visit("b", "\"/ip4/10.0.0.1/tcp/9000\"", "", "", ""));

    assertThat(read.observations()).extracting(Observation::getIp).containsExactly("7.7.7.7", null);
    assertThat(leftOut).containsExactly("ip");
  }

  @Test
  void aBadVisitIsRefusedAlone() {
    ReadRecords read = read("{\"PeerID\":\"a\"}", "nonsense", visit("b", "", "", "", ""));

    assertThat(read.observations()).extracting(Observation::getNodeId).containsExactly("b");
    assertThat(read.refusals())
        .extracting(Refusal::line, refusal -> refusal.field().orElse("-"))
        .containsExactly(tuple(1L, "VisitStartedAt"), tuple(2L, "-"));
  }
}
