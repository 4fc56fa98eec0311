package dev.faultline.ingest.source.arweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.schemas.Observation;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArweavePeersJsonTest {

  private static final ReadOptions OPTIONS =
      ReadRecords.OPTIONS.withObservedAt(Instant.parse("2025-10-20T00:57:00Z"));

  @Test
  void aPeerIsAnAddressOrAName() {
    ReadRecords read =
        ReadRecords.of(
            new ArweavePeersJson(),
            "[\"34.64.0.1:1984\",\"peers.example.org:1984\",\"[2a01:4f9::2]:1984\",\"2a01:4f8:c0c:1::2:1984\"]",
            OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(Observation::getNodeId, Observation::getIp)
        .containsExactly(
            tuple("34.64.0.1:1984", "34.64.0.1"),
            tuple("peers.example.org:1984", null),
            tuple("[2a01:4f9::2]:1984", "2a01:4f9::2"),
            tuple("2a01:4f8:c0c:1::2:1984", "2a01:4f8:c0c:1::2"));
  }

  @Test
  void aNodeThatListsItselfAsLoopbackIsRefused() {
    ReadRecords read =
        ReadRecords.of(
            new ArweavePeersJson(),
            "[\"127.0.0.1:1985\",7,\"\",\"999.1.1.1:1984\",\"34.64.0.1:1984\"]",
            OPTIONS);

    assertThat(read.observations()).hasSize(1);
    assertThat(read.refusals())
        .extracting(refusal -> refusal.field().orElse("-"))
        .containsExactly("ip", "-", "node_id", "ip");
  }
}
