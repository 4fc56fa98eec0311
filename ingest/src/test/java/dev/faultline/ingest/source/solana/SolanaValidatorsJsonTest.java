package dev.faultline.ingest.source.solana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.check.UnusableAttribute;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SolanaValidatorsJsonTest {

  private static final ReadOptions OPTIONS =
      ReadRecords.OPTIONS
          .withObservedAt(Instant.parse("2025-10-20T00:57:00Z"))
          .withUnusable(UnusableAttribute.IGNORED);

  private final SolanaValidatorsJson format = new SolanaValidatorsJson();

  private ReadRecords read(String... documents) {
    return ReadRecords.of(format, String.join("\n", documents), OPTIONS);
  }

  private static String validator(String identity, String stake, boolean delinquent) {
    return """
        {"identityPubkey":"%s","voteAccountPubkey":"v%s","commission":5,"activatedStake":%s,
         "version":"2.3.8","delinquent":%b,"skipRate":0.0}"""
        .formatted(identity, stake.replace("\"", ""), stake, delinquent);
  }

  private static String validators(String... validators) {
    return "{\n \"totalActiveStake\": 1,\n \"validators\": ["
        + String.join(",", validators)
        + "],"
        + "\"stakeByVersion\":{\"2.3.8\":{}}}";
  }

  @Test
  void stakeIsInLamportsAndADelinquentValidatorIsDown() {
    ReadRecords read =
        read(validators(validator("a", "9223372036854775807", false), validator("b", "1", true)));

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(
            Observation::getNodeId,
            Observation::getStatus,
            Observation::getWeight,
            Observation::getClient,
            Observation::getClientVersion)
        .containsExactly(
            tuple("a", NodeStatus.UP, Long.MAX_VALUE, "agave", "2.3.8"),
            tuple("b", NodeStatus.DOWN, 1L, "agave", "2.3.8"));
  }

  /** As a JSON-RPC server answers two questions at once: in any order. */
  @Test
  void bothAnswersMayStandInOneListInAnyOrder() {
    String gossip =
        """
        {"jsonrpc":"2.0","id":1,"result":[{"pubkey":"a","gossip":"212.83.42.40:8001","version":"2.3.8"}]}""";
    String stake =
        """
        {"jsonrpc":"2.0","id":2,"result":{"current":[
         {"votePubkey":"x","nodePubkey":"x","lastVote":1},
         {"votePubkey":"v","nodePubkey":"a","activatedStake":5,"lastVote":1}],
         "delinquent":[{"votePubkey":"w","nodePubkey":"b","activatedStake":6,"lastVote":1}]}}""";
    for (String list : List.of(gossip + "," + stake, stake + "," + gossip)) {
      ReadRecords read = read("[" + list + "]");

      assertThat(read.refusals())
          .singleElement()
          .satisfies(refusal -> assertThat(refusal.field()).contains("activatedStake"));
      assertThat(read.observations())
          .extracting(
              Observation::getNodeId,
              Observation::getWeight,
              Observation::getIp,
              Observation::getStatus)
          .containsExactly(
              tuple("a", 5L, "212.83.42.40", NodeStatus.UP), tuple("b", 6L, null, NodeStatus.DOWN));
    }
  }

  /** As files are put together by hand: the address and the client are the node's all the same. */
  @Test
  void clusterNodesBehindItLendTheirAddresses() {
    String gossip =
        """
        {"jsonrpc":"2.0","result":[{"pubkey":"a","gossip":"212.83.42.40:8001","version":"2.3.8","clientId":"JitoLabs"}],"id":1}""";
    String twoAccounts =
        validators(
            validator("a", "1", true), validator("a", "2", false), validator("b", "4", true));

    assertThat(read(twoAccounts, gossip).observations())
        .extracting(
            Observation::getNodeId,
            Observation::getIp,
            Observation::getWeight,
            Observation::getClient,
            Observation::getStatus)
        .containsExactly(
            tuple("a", "212.83.42.40", 3L, "jito", NodeStatus.UP),
            tuple("b", null, 4L, "agave", NodeStatus.DOWN));
  }

  @Test
  void clusterNodesBeforeItLendTheirAddresses() {
    String gossip =
        """
        {"jsonrpc":"2.0","result":[{"pubkey":"a","gossip":"212.83.42.40:8001"},
         {"pubkey":"b","gossip":null},{"pubkey":"c","gossip":"[2a01:4f9::2]:8001"},
         {"pubkey":"only gossips","gossip":"5.9.0.1:8001"},{"pubkey":"d","gossip":"10.0.0.1:8001"}],"id":1}""";
    ReadRecords read =
        read(
            gossip,
            validators(
                validator("a", "1", false),
                validator("b", "1", false),
                validator("c", "1", false),
                validator("d", "1", false)));

    assertThat(read.observations())
        .extracting(Observation::getNodeId, Observation::getIp)
        .containsExactly(
            tuple("a", "212.83.42.40"),
            tuple("b", null),
            tuple("c", "2a01:4f9::2"),
            tuple("d", null));
    assertThat(read.refusals()).as("the address of d is left out").isEmpty();
  }

  @Test
  void aBadValidatorIsRefusedAlone() {
    ReadRecords read =
        read(
            validators(
                validator("a", "-1", false),
                validator("b", "1.5", false),
                validator("c", "9223372036854775808", false),
                "{\"activatedStake\":1}",
                validator("d", "\"7\"", false)));

    assertThat(read.observations()).extracting(Observation::getNodeId).containsExactly("d");
    assertThat(read.refusals())
        .extracting(refusal -> refusal.field().orElse("-"))
        .containsExactly("weight", "activatedStake", "weight", "identityPubkey");
  }

  @Test
  void itDoesNotSayWhenItWasRecorded() {
    ReadRecords read =
        ReadRecords.of(format, validators(validator("a", "1", false)), ReadRecords.OPTIONS);

    assertThat(read.observations()).isEmpty();
    assertThat(read.refusals()).hasSize(1);
    assertThat(read.refusals().get(0).reason()).contains("--observed-at");
  }

  @Test
  void anotherAnswerIsNotTakenForIt() {
    ReadRecords read = read("{\"error\":{\"code\":-32005}}");

    assertThat(read.refusals())
        .extracting(Refusal::reason)
        .containsExactly(
            "the object has none of the lists 'current', 'delinquent', 'result', 'validators'");
  }

  @Test
  void voteAccountsOfOneIdentityAddUpAndItIsLiveIfAnyIs() {
    ReadRecords read =
        read(
            validators(
                validator("a", "1000", false),
                validator("b", "500", true),
                validator("a", "1", true),
                validator("b", "7", false)));

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(Observation::getNodeId, Observation::getStatus, Observation::getWeight)
        .containsExactly(tuple("a", NodeStatus.UP, 1001L), tuple("b", NodeStatus.UP, 507L));
  }

  @Test
  void stakesOfOneIdentityThatPassALongRefuseTheSecondAlone() {
    ReadRecords read =
        read(validators(validator("a", "9223372036854775807", false), validator("a", "1", false)));

    assertThat(read.observations())
        .extracting(Observation::getWeight)
        .containsExactly(Long.MAX_VALUE);
    assertThat(read.refusals())
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.field()).contains("activatedStake"));
  }

  @Test
  void ofOneVoteAccountTheNewestCounts() {
    ReadRecords read =
        read(
            """
            {"validators":[{"identityPubkey":"a","voteAccountPubkey":"v","activatedStake":5},
             {"identityPubkey":"a","voteAccountPubkey":"w","activatedStake":1}]}""",
            """
            {"result":{"current":[],"delinquent":[{"nodePubkey":"a","votePubkey":"v","activatedStake":7}]}}""");

    assertThat(read.refusals()).isEmpty();
    assertThat(read.lines()).containsExactly(1L);
    assertThat(read.observations())
        .extracting(Observation::getStatus, Observation::getWeight)
        .containsExactly(tuple(NodeStatus.UP, 8L));
  }

  @Test
  void anAnswerToGetVoteAccountsIsReadAndItsDelinquentListIsDown() {
    ReadRecords read =
        read(
            """
            {"jsonrpc":"2.0","id":1,"result":[{"pubkey":"a","gossip":"212.83.42.40:8001","version":"2.3.8","clientId":"JitoLabs"}]}""",
            """
            {"jsonrpc":"2.0","result":{
              "current":[{"votePubkey":"V1","nodePubkey":"a","activatedStake":1000,"epochCredits":[[1,64,0]],"lastVote":147}],
              "delinquent":[{"votePubkey":"V2","nodePubkey":"b","activatedStake":5,"lastVote":1}]},"id":1}""");

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(
            Observation::getNodeId,
            Observation::getStatus,
            Observation::getWeight,
            Observation::getIp,
            Observation::getClient,
            Observation::getClientVersion)
        .containsExactly(
            tuple("a", NodeStatus.UP, 1000L, "212.83.42.40", "jito", "2.3.8"),
            tuple("b", NodeStatus.DOWN, 5L, null, null, null));
  }

  @Test
  void anAnswerWithoutADelinquentListIsReadToo() {
    ReadRecords read =
        read(
            """
            {"result":{"current":[{"nodePubkey":"a","activatedStake":1}]}}""");

    assertThat(read.observations()).extracting(Observation::getNodeId).containsExactly("a");
  }

  @Test
  void gossipLendsAddressesAndIsNoValidator() {
    String gossip =
        """
        [{"ipAddress":"5.9.0.1","identityPubkey":"a","gossipPort":8001,"tpuPort":8004,"version":"2.3.8"},
         {"ipAddress":"5.9.0.2","identityPubkey":"only gossips","gossipPort":8001}]""";

    ReadRecords together = read(gossip, validators(validator("a", "3", false)));
    assertThat(together.refusals()).isEmpty();
    assertThat(together.observations())
        .extracting(Observation::getNodeId, Observation::getIp, Observation::getWeight)
        .containsExactly(tuple("a", "5.9.0.1", 3L));

    ReadRecords alone = read(gossip);
    assertThat(alone.observations()).isEmpty();
    assertThat(alone.refusals())
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.reason()).contains("this is gossip"));
  }

  @Test
  void aListOfOthersIsRefused() {
    ReadRecords read = read("[{\"identityPubkey\":\"a\",\"version\":\"2.3.8\"}]");

    assertThat(read.observations()).isEmpty();
    assertThat(read.refusals())
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.field()).contains("activatedStake"));
  }

  @Test
  void theClientIdTellsBeforeTheVersion() {
    ReadRecords read =
        read(
            """
            {"validators":[{"identityPubkey":"a","activatedStake":1,"version":"4.0.2","clientId":"JitoLabs"},
             {"identityPubkey":"b","activatedStake":1,"version":"4.0.2"},
             {"identityPubkey":"c","activatedStake":1,"version":"4.0.2","clientId":"Unknown(12)"},
             {"identityPubkey":"d","activatedStake":1,"version":"0.708.20306","clientId":"AgaveBam"}]}""");

    assertThat(read.observations())
        .extracting(Observation::getClient)
        .containsExactly("jito", "agave", "agave", "bam");
  }
}
