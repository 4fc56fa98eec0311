package dev.faultline.ingest.source;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.SourceFormats;
import dev.faultline.ingest.source.SourceFormat.Yields;
import dev.faultline.schemas.NodeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node whose state is not live is down, in every format that tells of states. */
class NodeStatesTest {

  private static final ReadOptions OPTIONS =
      ReadRecords.OPTIONS.withObservedAt(Instant.parse("2025-10-20T00:57:00Z"));

  /** Of each format that has a state of its own a node, with the state left out. */
  private static final Map<String, String> NODES =
      Map.of(
          "akash-providers-json",
              "[{\"owner\":\"akash1aaa\",\"hostUri\":\"https://p.example.com:8443\",\"isOnline\":%s}]",
          "ario-gateways-json",
              "[{\"gatewayAddress\":\"a\",\"operatorStake\":1,\"status\":%s,\"settings\":{\"fqdn\":\"a.example.com\"},\"stats\":{\"failedConsecutiveEpochs\":0}}]",
          "beacon-peers-json", "{\"data\":[{\"peer_id\":\"a\",\"state\":%s}]}",
          "filrep-json",
              "{\"miners\":[{\"address\":\"f01\",\"qualityAdjPower\":\"1\",\"reachability\":%s}]}",
          "nebula-ndjson",
              "{\"PeerID\":\"a\",\"Maddrs\":[],\"VisitStartedAt\":\"2025-10-20T00:57:00Z\",\"ConnectErrorStr\":%s,\"CrawlErrorStr\":\"\"}",
          "observations-json",
              "{\"network\":\"n\",\"layer\":\"consensus\",\"node_id\":\"a\",\"observed_at\":\"2025-10-20T00:57:00Z\",\"status\":%s}",
          "solana-validators-json",
              "{\"validators\":[{\"identityPubkey\":\"PAD9aPiKJGcbGxuVLbc8o4Vf65GPq3fJQ7PkHWuX6a8\",\"activatedStake\":1,\"delinquent\":%s}]}",
          "validators-app-json",
              "[{\"account\":\"Va11dator11111111111111111111111111111111111\",\"active_stake\":1,\"delinquent\":false,\"is_active\":%s}]");

  /** What is listed here lists those alone that are there, or that were: it knows no state. */
  private static final Set<String> WITHOUT_STATE =
      Set.of(
          "armiarma-csv",
          "arweave-peers-json",
          "bitcoind-json",
          "bitnodes-csv",
          "bitnodes-json",
          "cometbft-json",
          "lotus-power-json",
          "solana-geo-csv");

  @ParameterizedTest
  @CsvSource({
    "akash-providers-json, true, UP",
    "akash-providers-json, false, DOWN",
    "ario-gateways-json, \"joined\", UP",
    "ario-gateways-json, \"leaving\", DOWN",
    "ario-gateways-json, \"gone\", DOWN",
    "ario-gateways-json, \"sulking\", refused",
    "beacon-peers-json, \"connected\", UP",
    "beacon-peers-json, \"disconnecting\", DOWN",
    "beacon-peers-json, \"connecting\", DOWN",
    "beacon-peers-json, \"disconnected\", DOWN",
    "beacon-peers-json, \"sulking\", refused",
    "filrep-json, \"reachable\", UP",
    "filrep-json, \"unreachable\", DOWN",
    "filrep-json, \"offline\", DOWN",
    "filrep-json, null, UP",
    "filrep-json, \"sulking\", refused",
    "nebula-ndjson, \"\", UP",
    "nebula-ndjson, \"io_timeout\", DOWN",
    "observations-json, \"up\", UP",
    "observations-json, \"down\", DOWN",
    "observations-json, \"sulking\", refused",
    "solana-validators-json, false, UP",
    "solana-validators-json, true, DOWN",
    "validators-app-json, true, UP",
    "validators-app-json, false, DOWN",
  })
  void aStateThatIsNotLiveIsDown(String format, String state, String expected) {
    ReadRecords read = read(format, state);

    if (expected.equals("refused")) {
      assertThat(read.observations()).isEmpty();
      assertThat(read.refusals()).hasSize(1);
    } else {
      assertThat(read.refusals()).isEmpty();
      assertThat(read.observations())
          .extracting(each -> each.getStatus())
          .containsExactly(NodeStatus.valueOf(expected));
    }
  }

  /** Whatever the format, one that is on its way out or in does not serve. */
  @ParameterizedTest
  @CsvSource({"leaving", "DRAINING", "jailed", "Disconnecting", "unbonding", "syncing", "pending"})
  void oneListOfWordsForAllFormatsThatHaveWords(String word) {
    Stream.of("ario-gateways-json", "beacon-peers-json", "filrep-json")
        .forEach(
            format ->
                assertThat(read(format, '"' + word + '"').observations())
                    .as(format)
                    .extracting(each -> each.getStatus())
                    .isEqualTo(List.of(NodeStatus.DOWN)));
  }

  /** A new format has to say here which of its states are live. */
  @Test
  void everyFormatOfNodesIsHere() {
    assertThat(
            SourceFormats.all().stream()
                .filter(format -> format.yields() == Yields.OBSERVATIONS)
                .map(SourceFormat::name)
                // tables say by their mapping
                .filter(name -> !name.equals("observations-csv"))
                .collect(toSet()))
        .isEqualTo(Stream.concat(NODES.keySet().stream(), WITHOUT_STATE.stream()).collect(toSet()));
  }

  private static ReadRecords read(String format, String state) {
    return ReadRecords.of(
        SourceFormats.named(format).orElseThrow(), NODES.get(format).formatted(state), OPTIONS);
  }
}
