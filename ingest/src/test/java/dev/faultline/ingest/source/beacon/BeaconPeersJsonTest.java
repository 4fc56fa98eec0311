package dev.faultline.ingest.source.beacon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BeaconPeersJsonTest {

  private static final ReadOptions OPTIONS =
      ReadRecords.OPTIONS.withObservedAt(Instant.parse("2025-10-20T00:57:00Z"));

  private static String peer(String id, String address, String state) {
    return """
    {"peer_id":"%s","enr":"enr:-x","last_seen_p2p_address":"%s","state":"%s","direction":"inbound"}\
    """
        .formatted(id, address, state);
  }

  private static ReadRecords read(String... peers) {
    return ReadRecords.of(
        new BeaconPeersJson(),
        "{\"data\":[" + String.join(",", peers) + "],\"meta\":{\"count\":1}}",
        OPTIONS);
  }

  @Test
  void theStateTellsWhetherItIsUpFromThere() {
    ReadRecords read =
        read(
            peer("a", "/ip4/7.7.7.7/tcp/4242", "connected"),
            peer("b", "/ip6/2a01:4f9::2/tcp/9000", "disconnecting"),
            peer("c", "/dns4/node.example.org/tcp/9000", "connecting"),
            peer("d", "/ip4/5.9.0.1/tcp/9000/p2p/16U/p2p-circuit", "disconnected"));

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(Observation::getNodeId, Observation::getStatus, Observation::getIp)
        .containsExactly(
            tuple("a", NodeStatus.UP, "7.7.7.7"),
            tuple("b", NodeStatus.DOWN, "2a01:4f9::2"),
            tuple("c", NodeStatus.DOWN, null),
            tuple("d", NodeStatus.DOWN, null));
  }

  @Test
  void badPeersAreRefusedAlone() {
    ReadRecords read =
        read(
            peer("a", "/ip4/192.168.1.2/tcp/4242", "connected"),
            peer("b", "/ip4/7.7.7/tcp/4242", "connected"),
            peer("c", "/ip4/7.7.7.7/tcp/4242", "asleep"),
            peer("d", "/ip4/7.7.7.7/tcp/4242", "connected"));

    assertThat(read.observations()).extracting(Observation::getNodeId).containsExactly("d");
    assertThat(read.refusals())
        .extracting(refusal -> refusal.field().orElse("-"))
        .containsExactly("ip", "ip", "state");
  }
}
